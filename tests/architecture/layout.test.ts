// Does every source file lie where its name says? Rooms, names and sizes; a barrel or a drawer even before it is imported.
import { describe, expect, test } from 'vitest';
import { sourceFiles } from './source-files.ts';

const rooms = ['model', 'rules', 'records', 'kpis', 'store', 'api', 'cli', 'pages', 'words'];
const first = ['domains', 'units', 'period', 'standards', 'glossary', 'platform', 'app'];
const drawers = /(^|\/)(util|utils|helper|helpers|common|shared|misc|lib)(\/|\.)/;
const longestFile = 400;

/** What is wrong with a file under src, judged by its path and its length in lines. */
function misplaced(path: string, lines = 1): string[] {
  const [, top = '', domain = '', room = ''] = path.split('/');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const known = [...rooms, ...(domain === 'reports' ? ['render'] : [])];
  const isDeclaration = /^(records|kpis)(\.test)?\.ts$/.test(room) || room === 'README.md';
  return [
    ...(first.includes(top) ? [] : ['no such folder in src']),
    ...(top !== 'domains' || isDeclaration || known.includes(room) ? [] : ['no such room in a domain']),
    ...(/^index\.tsx?$/.test(name) ? ['a barrel'] : []),
    ...(drawers.test(path) ? ['a drawer'] : []),
    ...(name === 'README.md' || /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(name) ? [] : ['not kebab-case']),
    ...(/\.tsx$/.test(name) && !/\/(pages|web|ui)\//.test(path) ? ['a screen outside the screens'] : []),
    ...(/\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && lines > longestFile
      ? [`over ${longestFile} lines`]
      : []),
  ];
}

test('every file of src lies in its place', () => {
  const files = sourceFiles('src', /./);
  expect(files.length).toBeGreaterThan(20);
  const wrong = files.flatMap(({ path, source }) =>
    misplaced(path, source.split('\n').length - 1).map((what) => `${path}: ${what}`),
  );
  expect(wrong).toEqual([]);
});

test('every domain says in a few lines what it is about', () => {
  const domains = new Set(sourceFiles('src/domains', /./).map(({ path }) => path.split('/')[2]));
  expect(domains.size).toBeGreaterThan(3);
  for (const domain of domains) {
    const [readme] = sourceFiles(`src/domains/${domain}`, /README\.md$/);
    expect(readme?.source.split('\n').length, `${domain}/README.md`).toBeLessThan(25);
  }
});

describe('a file is out of place:', () => {
  test.each([
    ['src/services/loads.ts', 'no such folder in src'],
    ['src/domains/waste/service/loads.ts', 'no such room in a domain'],
    ['src/domains/waste/loads.ts', 'no such room in a domain'],
    ['src/domains/waste/render/loads.ts', 'no such room in a domain'],
    ['src/domains/waste/model/index.ts', 'a barrel'],
    ['src/domains/waste/rules/helpers.ts', 'a drawer'],
    ['src/platform/common/loads.ts', 'a drawer'],
    ['src/platform/db/wasteLoad.ts', 'not kebab-case'],
    ['src/domains/waste/rules/load.tsx', 'a screen outside the screens'],
  ])('%s', (path, what) => {
    expect(misplaced(path)).toEqual([what]);
  });

  test('one of 401 lines', () => {
    expect(misplaced('src/domains/waste/rules/rate.ts', 401)).toEqual(['over 400 lines']);
    expect(misplaced('src/domains/waste/rules/rate.ts', 400)).toEqual([]);
  });
});

test.each([
  'src/domains/waste/records.ts',
  'src/domains/waste/kpis.test.ts',
  'src/domains/waste/README.md',
  'src/domains/waste/rules/ul2799-diversion-rate.test.ts',
  'src/domains/reports/render/pdf.ts',
  'src/app/web/main.tsx',
])('%s is in its place', (path) => {
  expect(misplaced(path)).toEqual([]);
});
