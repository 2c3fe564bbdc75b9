import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Modules hold no state of their own: two workers load each once, not once a file.
    isolate: false,
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tools/**/*.test.ts', 'tests/architecture/**/*.test.ts'],
    exclude: ['node_modules', 'tests/architecture/canaries'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
