// caught: kpis-stays-in-its-lane
import '#domains/ash/kpis.ts';
