// caught: cli-of-reports-and-targets-stays-in-its-lane
import '#domains/ash/api/loads.ts';
