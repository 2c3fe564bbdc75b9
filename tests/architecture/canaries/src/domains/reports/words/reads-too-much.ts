// caught: words-of-reports-and-targets-stays-in-its-lane
import '#domains/ash/words/en.ts';
