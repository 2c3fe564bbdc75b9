// caught: rules-stays-in-its-lane
import '../store/loads.ts';
