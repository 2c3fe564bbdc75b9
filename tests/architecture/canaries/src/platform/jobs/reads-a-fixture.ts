// caught: tests-are-imported-by-tests
import './jobs.test-fixture.ts';
