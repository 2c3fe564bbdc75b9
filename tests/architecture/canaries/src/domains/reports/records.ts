// caught: records-of-reports-and-targets-stays-in-its-lane
import '#domains/ash/records.ts';
