// The package that speaks OPC UA: it does not come with the program, and who wants it installs it beside it.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MissingPackage } from '../../model/connection.ts';

const NAME = 'node-opcua-client';
/** The program's own folder, from its sources as from what is compiled of them. */
const home = fileURLToPath(new URL('../../../../../', import.meta.url)).replace(/[/\\]$/, '');

/**
 * What is to be run, and where, so that the package is found from here: beside the program where that is a package itself, in
 * it where it is a checkout.
 */
export function commandIn(home: string, hasProject: (folder: string) => boolean): MissingPackage {
  const beside = dirname(home);
  // A checkout names it among the packages of its tests.
  if (basename(beside) !== 'node_modules') return { command: 'npm install', folder: home };
  const folder = dirname(beside);
  // npm takes away what stands in a folder of packages that no project asks for.
  return hasProject(folder)
    ? { command: `npm install ${NAME}`, folder }
    : { command: `npm install --global ${NAME}`, folder };
}

/** What is missing; null where it is there. It is looked for and not loaded: it takes a second and 70 MB. */
export function missingOpcua(): MissingPackage | null {
  try {
    createRequire(import.meta.url).resolve(NAME);
    return null;
  } catch {
    return commandIn(home, (folder) => existsSync(join(folder, 'package.json')));
  }
}
