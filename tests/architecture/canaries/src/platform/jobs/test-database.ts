// legal
import './jobs.test-fixture.ts';
