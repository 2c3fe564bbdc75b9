// caught: store-stays-in-its-lane
import '../rules/rate.ts';
