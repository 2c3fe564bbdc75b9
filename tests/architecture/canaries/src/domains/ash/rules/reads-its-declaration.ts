// caught: rules-stays-in-its-lane
import '../kpis.ts';
