// Which files the scans of this folder read: what ships, without its tests.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, as an absolute path. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A file and what it says. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
}

/** Every file under a folder of the checkout (or of another root) whose path, written with slashes, matches. */
export function sourceFiles(folder: string, wanted: RegExp, root = checkout): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => wanted.test(path))
    .map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }));
}

/** Code that ships: TypeScript under src, no tests. */
export const shippedCode = /^src\/(?!.*\.test\.tsx?$).*\.tsx?$/;
