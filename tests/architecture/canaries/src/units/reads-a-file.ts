// caught: foundations-stand-alone
import 'node:fs';
