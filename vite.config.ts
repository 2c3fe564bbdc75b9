// How the web application is built: from index.html into dist/web, in pieces that a first page need not all fetch.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

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

const api = process.env.GREENFAB_URL ?? 'http://localhost:4600';

export default defineConfig({
  plugins: [react(), compressed],
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
