// legal
import 'decimal.js';
export const tonnes = 1;
