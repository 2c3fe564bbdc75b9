// caught: no-cycles
import './hen.ts';
