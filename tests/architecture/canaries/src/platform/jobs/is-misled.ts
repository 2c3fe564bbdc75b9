// caught: every-import-is-found
// @ts-expect-error nothing lies there
import './nowhere.ts';
