// How the long tests run: whole programs, processes that are killed, a real browser; one file after the other.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that last longest: begun first, so that none of them is left to run alone at the end. */
const longest = ['at-work.test.ts', 'at-work-zh.test.ts', 'accessibility.test.ts'];
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/${name}`));
      return place < 0 ? longest.length : place;
    };
    return [...(await super.sort(files))].sort((a, b) => rank(a) - rank(b));
  }
}

// biome-ignore lint/style/noDefaultExport: vitest reads its settings from the default export
export default defineConfig({
  test: {
    fileParallelism: false,
    sequence: { sequencer: LongestFirst },
    // A backup of years is restored and every figure of it worked out again within one step: minutes on a slow machine.
    testTimeout: 600_000,
    hookTimeout: 1_200_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'stories',
          include: ['tests/{stories,package}/**/*.test.ts'],
          globalSetup: 'tests/stories/sample-company.ts',
        },
      },
      { extends: true, test: { name: 'others', include: ['tests/{faults,peers}/**/*.test.ts'] } },
    ],
  },
});
