// How the long tests run: whole programs, processes that are killed, a real browser; one file after the other.
import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads its settings from the default export
export default defineConfig({
  test: {
    include: ['tests/{stories,faults,package,peers}/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
