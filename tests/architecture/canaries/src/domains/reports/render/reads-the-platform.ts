// caught: render-of-reports-stays-in-its-lane
import '#platform/access/scope.ts';
