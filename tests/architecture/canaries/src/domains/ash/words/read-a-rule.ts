// caught: words-stays-in-its-lane
import '../rules/rate.ts';
