// legal
import './rate.ts';
import 'fast-check';
import '#app/server.ts';
import '#platform/db/tx.ts';
import 'node:fs';
