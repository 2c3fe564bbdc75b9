// How the web application is built: from index.html into dist/web, in pieces that a first page need not all fetch.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { NONCE_PLACE } from './src/platform/http/safe-headers.ts';

/** Packages that change seldom lie in files of their own, so that a new release fetches only what is new. */
const pieces = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
  { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, priority: 20 },
  { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 20 },
];

/** Each script and style sheet once more as gzip, which the server sends where the browser takes it. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir = '' }) {
    const assets = join(dir, 'assets');
    for (const name of readdirSync(assets)) {
      if (/\.(js|css|svg)$/.test(name))
        writeFileSync(join(assets, `${name}.gz`), gzipSync(readFileSync(join(assets, name)), { level: 9 }));
    }
  },
};

/** What must stand without network: the frame, the sign-in, the waste bay with its reader of codes, and the round of readings. */
const atHand = [
  ...['index.html', 'src/app/web/signed-in.tsx', 'src/app/web/sign-in-page.tsx', 'src/platform/ui/places-sheet.tsx'],
  ...['src/app/web/words-en.ts', 'src/app/web/words-zh.ts'],
];
const onPhone = /\/src\/domains\/(waste\/pages\/bay|water\/pages\/round)\/|\/node_modules\/qr\/decode/;

interface Piece {
  file: string;
  imports?: string[];
  css?: string[];
}

/** The service worker with the names of the files that it keeps, which change whenever one of them does. */
const serviceWorker: Plugin = {
  name: 'service-worker',
  apply: 'build',
  enforce: 'post',
  writeBundle({ dir = '' }, bundle) {
    const manifest = JSON.parse(readFileSync(join(dir, '.vite/manifest.json'), 'utf8')) as Record<string, Piece>;
    const ofPhone = new Set(
      Object.values(bundle).flatMap((one) =>
        one.type === 'chunk' && one.moduleIds.some((id) => onPhone.test(id)) ? [one.fileName] : [],
      ),
    );
    const kept = new Set<string>();
    const keep = (key: string): void => {
      const piece = manifest[key];
      if (!piece) throw new Error(`the built web has no ${key}`);
      if (kept.has(piece.file)) return;
      for (const file of [piece.file, ...(piece.css ?? [])]) kept.add(file);
      piece.imports?.forEach(keep);
    };
    for (const key of [...atHand, ...Object.keys(manifest).filter((one) => ofPhone.has(manifest[one]?.file ?? ''))])
      keep(key);
    const files = [...kept].map((file) => `/${file}`).sort();
    const source = readFileSync(new URL('src/app/web/offline/service-worker.js', import.meta.url), 'utf8');
    const version = createHash('sha256')
      .update([source, readFileSync(join(dir, 'index.html'), 'utf8'), ...files].join('\n'))
      .digest('hex')
      .slice(0, 16);
    const filled = source.replace('__VERSION__', version).replace("['__FILES__']", JSON.stringify(files));
    writeFileSync(join(dir, 'sw.js'), filled);
  },
};

const api = process.env.GREENFAB_URL ?? 'http://localhost:4600';

export default defineConfig({
  // The server puts another word in its place for each answer.
  html: { cspNonce: NONCE_PLACE },
  plugins: [react(), compressed, serviceWorker],
  // Where the developer's server finds the API; the built application is served by the API itself, its own origin.
  server: { proxy: { '^/(api|sign-in/first)': { target: api, headers: { origin: api } } } },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: { output: { codeSplitting: { groups: pieces } } },
  },
});
