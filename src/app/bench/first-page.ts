// How much JavaScript the first page fetches: the frame and the living report in it, and all that these import at once.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { languages } from '#platform/i18n/words.ts';

/** What a reader opens first. */
const opened = ['index.html', 'src/app/web/signed-in.tsx', 'src/domains/reports/pages/living-report.tsx'];

interface Piece {
  file: string;
  imports?: string[];
}

/** Bytes of the first page's JavaScript, gzipped, by the manifest of the built web in a folder. */
export function firstPageBytes(web: string): number {
  const manifest = JSON.parse(readFileSync(join(web, '.vite/manifest.json'), 'utf8')) as Record<string, Piece>;
  const needed = new Set<string>();
  const collect = (key: string): void => {
    const piece = manifest[key];
    if (!piece) throw new Error(`the built web has no ${key}`);
    if (needed.has(piece.file)) return;
    needed.add(piece.file);
    piece.imports?.forEach(collect);
  };
  const bytesOf = (keys: readonly string[]): number => {
    needed.clear();
    keys.forEach(collect);
    return [...needed]
      .filter((file) => file.endsWith('.js'))
      .reduce((sum, file) => sum + gzipSync(readFileSync(join(web, file)), { level: 9 }).length, 0);
  };
  // Words come in one language: the larger counts.
  return Math.max(...languages.map((language) => bytesOf([...opened, `src/app/web/words-${language}.ts`])));
}
