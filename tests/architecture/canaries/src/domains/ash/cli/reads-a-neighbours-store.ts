// caught: cli-stays-in-its-lane
import '#domains/dust/store/filters.ts';
