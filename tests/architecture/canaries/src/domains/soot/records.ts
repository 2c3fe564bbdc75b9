// caught: records-stays-in-its-lane
import './store/flues.ts';
