// caught: words-stays-in-its-lane
import '#domains/dust/words/en.ts';
