// caught: store-stays-in-its-lane
import 'node:fs';
