// caught: screens-reach-no-server
import '#platform/access/scope.ts';
