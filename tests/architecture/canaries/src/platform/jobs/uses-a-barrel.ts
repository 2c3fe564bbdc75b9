// caught: no-barrels
import './queue/index.ts';
