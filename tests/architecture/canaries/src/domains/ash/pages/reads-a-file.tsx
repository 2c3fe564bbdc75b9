// caught: pages-stays-in-its-lane, screens-reach-no-server
import 'node:fs';
