// caught: api-of-reports-and-targets-stays-in-its-lane
import '#domains/ash/store/loads.ts';
