// caught: no-drawers
import './lib/thing.ts';
