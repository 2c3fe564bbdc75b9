// caught: model-stays-in-its-lane
import '../rules/rate.ts';
