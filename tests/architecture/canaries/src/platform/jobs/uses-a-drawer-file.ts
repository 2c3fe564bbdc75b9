// caught: no-drawers
import './helpers.ts';
