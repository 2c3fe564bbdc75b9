// caught: records-stays-in-its-lane
import '#platform/records/server/write.ts';
