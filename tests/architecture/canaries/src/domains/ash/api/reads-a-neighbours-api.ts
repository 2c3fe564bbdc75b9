// caught: api-stays-in-its-lane
import '#domains/dust/api/filters.ts';
