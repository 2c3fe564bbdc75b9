// caught: no-drawers
import './common/thing.ts';
