// How much JavaScript the first page fetches, gzipped: each file, the sum, and whether it keeps the promise.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** What the first page may weigh, in bytes. */
const MOST = 450_000;
/** What a reader opens first: the frame, and the living report in it. */
const firstPage = ['index.html', 'src/app/web/signed-in.tsx', 'src/domains/reports/pages/living-report.tsx'];

interface Piece {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
}

const folder = fileURLToPath(new URL('../dist/web/', import.meta.url));
const manifestPath = join(folder, '.vite/manifest.json');
if (!existsSync(manifestPath)) {
  process.stderr.write('dist/web is not built yet: run `npm run web` first\n');
  process.exit(2);
}
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, Piece | undefined>;

const needed = new Set<string>();
function collect(key: string): void {
  const piece = manifest[key];
  if (!piece) throw new Error(`the build has no ${key}`);
  if (needed.has(piece.file)) return;
  needed.add(piece.file);
  for (const inner of piece.imports ?? []) collect(inner);
}
for (const key of firstPage) collect(key);

const sizes = [...needed]
  .filter((file) => file.endsWith('.js'))
  .map((file) => ({ file, bytes: gzipSync(readFileSync(join(folder, file)), { level: 9 }).length }))
  .sort((one, other) => other.bytes - one.bytes);
const sum = sizes.reduce((total, { bytes }) => total + bytes, 0);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
for (const { file, bytes } of sizes) process.stdout.write(`${kilobytes(bytes)}  ${file}\n`);
process.stdout.write(`${kilobytes(sum)}  the first page, of at most ${(MOST / 1000).toFixed(0)} kB gzipped\n`);
process.exit(sum > MOST ? 1 : 0);
