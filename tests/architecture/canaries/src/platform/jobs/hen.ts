// legal (the cycle is told at egg.ts)
import './egg.ts';
