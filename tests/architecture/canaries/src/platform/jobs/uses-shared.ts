// caught: no-drawers
import './shared/thing.ts';
