#!/usr/bin/env node
// The command `greenfab`: finds the pinned runtime and runs the command line on it, from source in a checkout, compiled
// in a package from npm.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { become, findRuntime, noRuntime, runtimeFlags } from './runtime.mjs';

const pathOf = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const source = pathOf('../src/app/cli.ts');
const compiled = pathOf('../dist/app/cli.js');
const installer = pathOf('../tools/install.mjs');

const inCheckout = existsSync(source);
if (inCheckout && existsSync(installer)) {
  const { installPackages } = await import('../tools/install.mjs');
  const onInstall = () => process.stderr.write('greenfab: installing packages …\n');
  await installPackages({ dev: false, onInstall }).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
const runtime = findRuntime();
if (runtime) {
  become(runtime, [...runtimeFlags, inCheckout ? source : compiled, ...process.argv.slice(2)]);
} else {
  process.stderr.write(`${noRuntime}\n`);
  process.exit(1);
}
