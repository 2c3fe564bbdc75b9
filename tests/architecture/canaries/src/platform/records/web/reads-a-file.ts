// caught: screens-reach-no-server
import 'node:fs';
