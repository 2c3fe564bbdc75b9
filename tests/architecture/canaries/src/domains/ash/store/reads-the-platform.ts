// caught: store-stays-in-its-lane
import '#platform/access/scope.ts';
