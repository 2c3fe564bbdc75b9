// caught: model-of-reports-and-targets-stays-in-its-lane
import '#domains/ash/kpis.ts';
