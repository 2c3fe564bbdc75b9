// caught: tests-are-imported-by-tests
import './test-database.ts';
