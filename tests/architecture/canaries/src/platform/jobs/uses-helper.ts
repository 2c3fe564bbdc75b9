// caught: no-drawers
import './helper/thing.ts';
