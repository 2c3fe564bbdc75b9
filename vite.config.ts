// How the web application is built: from index.html into dist/web, in pieces that a first page need not all fetch.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Packages that change seldom lie in files of their own, so that a new release fetches only what is new. */
const pieces = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
  { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, priority: 20 },
  { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 20 },
];

const api = process.env.GREENFAB_URL ?? 'http://localhost:4600';

export default defineConfig({
  plugins: [react()],
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
