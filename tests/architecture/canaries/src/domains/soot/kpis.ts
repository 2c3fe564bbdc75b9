// caught: kpis-stays-in-its-lane
import './store/flues.ts';
