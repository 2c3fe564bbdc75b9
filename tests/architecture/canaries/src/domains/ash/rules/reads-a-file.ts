// caught: rules-stays-in-its-lane
import 'node:fs';
