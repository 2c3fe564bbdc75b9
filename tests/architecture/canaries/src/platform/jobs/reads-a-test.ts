// caught: tests-are-imported-by-tests
import './job.test.ts';
