// caught: rules-stays-in-its-lane
import 'fs';
