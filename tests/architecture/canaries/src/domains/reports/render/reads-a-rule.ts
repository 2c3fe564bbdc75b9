// caught: render-of-reports-stays-in-its-lane
import '../rules/sentence.ts';
