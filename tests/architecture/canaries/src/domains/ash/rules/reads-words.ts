// caught: rules-stays-in-its-lane
import '../words/en.ts';
