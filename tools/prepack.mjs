// Before `npm pack`: what a package holds in place of sources, made anew. Plain JavaScript for Node 20, as npm runs it.
import { join } from 'node:path';
import { findRuntime, noRuntime, runtimeFlags } from '../bin/runtime.mjs';
import { buildWeb, root, runQuietly } from './install.mjs';

const runtime = findRuntime();
if (!runtime) throw new Error(noRuntime);
await buildWeb();
const { ok, output } = await runQuietly(runtime, [...runtimeFlags, join(root, 'tools/compile.ts')]);
// npm's own output may be read by a program: ours goes beside it.
process.stderr.write(output);
if (!ok) process.exit(1);
