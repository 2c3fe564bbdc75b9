// caught: api-stays-in-its-lane, only-app-composes
import '#app/server.ts';
