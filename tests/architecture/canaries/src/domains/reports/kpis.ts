// caught: kpis-of-reports-and-targets-stays-in-its-lane
import './store/editions.ts';
