// caught: no-drawers
import './misc/thing.ts';
