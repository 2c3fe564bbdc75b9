// caught: no-drawers
import './utils/thing.ts';
