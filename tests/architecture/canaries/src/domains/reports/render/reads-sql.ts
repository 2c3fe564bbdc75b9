// caught: render-of-reports-stays-in-its-lane
import '../store/editions.ts';
