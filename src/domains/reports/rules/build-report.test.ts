import { describe, expect, test } from 'vitest';
import { en as factoriesEn } from '#domains/factories/words/en.ts';
import { zh as factoriesZh } from '#domains/factories/words/zh.ts';
import { en as targetsEn } from '#domains/targets/words/en.ts';
import { zh as targetsZh } from '#domains/targets/words/zh.ts';
import { en as wasteEn } from '#domains/waste/words/en.ts';
import { zh as wasteZh } from '#domains/waste/words/zh.ts';
import { en as waterEn } from '#domains/water/words/en.ts';
import { zh as waterZh } from '#domains/water/words/zh.ts';
import { parsePeriod } from '#period/period.ts';
import { joinWords, type Language, word } from '#platform/i18n/words.ts';
import type { Block, Inline, ReportDocument } from '../model/document.ts';
import type { ReportFigure, WantedFigure } from '../model/report-number.ts';
import { figuresOf } from '../render/figure-register.ts';
import { printedWords } from '../render/printed-words.ts';
import { en } from '../words/en.ts';
import { zh } from '../words/zh.ts';
import { buildReport } from './build-report.ts';
import type { ReportInput } from './report-context.ts';
import { inventedFigure, inventedInput } from './report-input.test-fixture.ts';
import { reportPeriods, wantedFigures } from './report-periods.ts';

const words = joinWords([
  { en: factoriesEn, zh: factoriesZh },
  { en: wasteEn, zh: wasteZh },
  { en: waterEn, zh: waterZh },
  { en: targetsEn, zh: targetsZh },
  { en, zh },
]);
const unknown = new Set<string>();
const ids = new Map<string, string>();

function build(language: Language, input: ReportInput = inventedInput()) {
  return buildReport(input, {
    language,
    words: printedWords[language],
    say: (key, facts) => {
      if (!(key in words[language])) unknown.add(`${language} ${key}`);
      return word(words, language, key, facts);
    },
    ids: {
      idOf: (origin) => {
        const key = JSON.stringify(origin);
        const id = ids.get(key) ?? `F${ids.size + 1}`;
        ids.set(key, id);
        return id;
      },
      hrefOf: (id) => `https://report.example/f/${id}`,
    },
  });
}

const blocksOf = (document: ReportDocument): Block[] =>
  document.chapters.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks));
const plain = (inlines: readonly Inline[]) =>
  inlines.map((one) => ('text' in one ? one.text : one.figure.text)).join('');
const textOf = (document: ReportDocument) =>
  blocksOf(document)
    .map((block) => {
      if (block.kind === 'paragraph') return plain(block.inlines);
      if (block.kind === 'status') return `${block.mark} ${plain(block.text)}`;
      if (block.kind === 'bullets') return block.items.map(plain).join('\n');
      if (block.kind === 'table')
        return [block.caption, ...block.rows.map((row) => row.map(plain).join(' | ')), block.note ?? ''].join('\n');
      if (block.kind === 'callouts')
        return block.items
          .map(({ figure, label }) => `${label} ${'missing' in figure ? figure.missing : figure.text}`)
          .join('\n');
      return block.kind === 'chart' ? block.title : block.text;
    })
    .join('\n');

describe('a report on the first half of 2024', () => {
  const [english, chinese] = [build('en'), build('zh')];
  const text = textOf(english.document);

  test('has the six chapters, with nothing left out', () => {
    expect(english.document.chapters.map(({ number }) => number)).toEqual(['01', '02', '03', '04', '05', '06']);
    for (const { sections } of english.document.chapters)
      for (const { blocks } of sections) expect(blocks.length).toBeGreaterThan(0);
  });

  test('prints the same figures in both languages, with equal numbers', () => {
    // The order of words differs, so that of figures within a sentence may.
    const printed = (document: ReportDocument) =>
      figuresOf(document)
        .map(({ figure }) => `${figure.id} ${figure.text.replace(/[^\d.,+−]/g, '')}`)
        .sort();
    expect(printed(english.document).length).toBeGreaterThan(60);
    expect(printed(chinese.document)).toEqual(printed(english.document));
    expect(new Map(chinese.numbers)).toEqual(new Map(english.numbers));
  });

  test('keeps where every printed number comes from, and no other', () => {
    expect(new Set(figuresOf(english.document).map(({ figure }) => figure.id))).toEqual(
      new Set(english.numbers.keys()),
    );
  });

  test('says nothing for which a word is missing, and leaves no place of a sentence empty', () => {
    expect([...unknown]).toEqual([]);
    expect(text).not.toMatch(/\{\w+\}/);
    expect(textOf(chinese.document)).not.toMatch(/\{\w+\}/);
    for (const { figure } of figuresOf(english.document)) expect(figure.name).toMatch(/\w/);
  });

  test('shows the mean over subsidiaries to date as the callout, the group’s rate beside it', () => {
    expect(text).toContain(
      'Mean waste conversion rate of subsidiaries 88.0 %\nWaste conversion rate 88.0 %\nUL 2799 diversion rate 88.0 %\nWaste shipped 100.0 t',
    );
  });

  test('says this period, year to date, against last year and against last period: 1 point each', () => {
    expect(text).toContain('First quarter of 2024 | 88.0 | 88.0 | +1.0 | +1.0');
    expect(text).toContain('First half of 2024 | 88.0 | 88.0 | +1.0 | +1.0');
  });

  test('gives UL 2799 no level on a half-year, and both readings on twelve months', () => {
    expect(text).toContain('Level by total | indicative, no level | Silver');
    expect(text).toContain('Level without energy recovery | indicative, no level | no level');
    expect(text).toContain('The readings part');
  });

  test('says of the targets how they stand, and of the unmeasured ones that they are not measured', () => {
    expect(text).toContain(
      '● On track. Raise the waste conversion rate: 88.0 % in 2024 to date. If the remaining months go like the last quarter (88.0 %), the year ends at 88.0 %, against 88.0 %.',
    );
    expect(text).toContain('○ No data. Use water better: It cannot be measured yet');
    expect(text).toContain('Build green factories (Director)');
  });

  test('ranks the factories with the largest loss, and one without records is not at 0 %', () => {
    expect(text).toContain('Wuxi | 88.0 | +1.0 | 100.0 | ● On track | Landfill: Sludge');
    expect(text).toContain('Hai Phong | — | — | — | ○ No data | Nothing was recorded in this period.');
    expect(text).toContain('○ No records in the period: Hai Phong.');
  });

  test('says the day and the tense of statements, and what became of an earlier promise', () => {
    expect(text).toContain('Said b. (As of 31 May 2024.)');
    expect(text).toContain('20 August 2024: Said c.');
    expect(text).toContain('Said d. Due on 31 October 2024.');
    expect(text).toContain('Said e. | Zero waste to landfill | 31 March 2024 | ▼ Overdue since 31 March 2024');
  });

  test('says of what is not recorded yet that it is not, without a figure', () => {
    const substances = english.document.chapters[3]!.sections[0]!;
    expect(substances.blocks.map(({ kind }) => kind)).toEqual(['not-recorded']);
  });

  test('says of water what is known, with each line a number of its own, and that nothing is where nothing is', () => {
    const water = english.document.chapters[2]!.sections[1]!;
    expect(water.blocks.map(({ kind }) => kind)).toEqual([
      ...['paragraph', 'table', 'table', 'table', 'table', 'table', 'paragraph'],
    ]);
    const [, figures, withdrawal, , stress, standings] = water.blocks as { rows: Inline[][][]; note: string }[];
    expect(figures?.note).toContain('has not chosen one');
    expect(withdrawal?.rows.map(([name]) => name?.[0])).toMatchObject([
      { text: 'Groundwater' },
      { text: 'Third-party water' },
      { text: 'Quality not told' },
      { text: 'In all' },
    ]);
    expect(withdrawal?.rows.every(([, number]) => number?.[0] && 'figure' in number[0])).toBe(true);
    expect(standings?.rows).toHaveLength(3);
    expect(standings?.rows.every((row) => row.slice(1).every(([number]) => number && 'figure' in number))).toBe(true);
    // Nobody assessed anything: the water in areas with stress is not told, and what is not assessed is a number.
    expect(stress?.rows[0]?.slice(1)).toMatchObject([[{ text: '—' }], [{ figure: expect.anything() }]]);
    expect(stress?.note).toContain('nobody knows');
    const suppliers = build('en', {
      ...inventedInput(),
      figureOf: (wanted) => {
        const figure = inventedFigure(wanted);
        if (!figure || !wanted.kpi.startsWith('water.supplier-')) return figure;
        const assessed = { suppliersAssessedCount: '16', suppliersNotAssessedCount: '5', suppliersInScopeCount: '21' };
        return { ...figure, unit: 'share', value: '0.5', inputs: { suppliersInPlaceCount: '8', ...assessed } };
      },
    });
    expect(textOf(suppliers.document)).toContain(
      'of 21 suppliers of materials and chemicals 16 were assessed (50.0 %) and 5 were not; with 8 water management is known',
    );
    const line = { freshMl: '40', otherMl: '0', unknownMl: '0', totalMl: '40' };
    const partly = build('en', {
      ...inventedInput(),
      figureOf: (wanted) => {
        const figure = inventedFigure(wanted);
        return figure && wanted.kpi === 'water.withdrawal'
          ? {
              ...figure,
              inputs: { ...figure.inputs, stressedMl: '40', notLookedUpMl: '60' },
              extra: {
                stressEditions: 'Basins 4.0',
                stressedLines: [
                  { line: 'third_party', ...line, notLookedUpMl: '60' },
                  { line: 'third_party', from: 'unknown', ...line },
                  { line: 'all', ...line, notLookedUpMl: '60' },
                ],
              },
            }
          : figure;
      },
    });
    const lines = (partly.document.chapters[2]!.sections[1]!.blocks as { caption?: string }[]).find(({ caption }) =>
      caption?.includes('303-3-b'),
    ) as unknown as { columns: { title: string }[]; rows: Inline[][][] };
    expect(lines.columns.slice(1).map(({ title }) => title)).toEqual([
      ...['Freshwater, ≤ 1,000 mg/L (ML)', 'Other water (ML)', 'In all (ML)', 'Not assessed (ML)'],
    ]);
    expect(lines.rows.map(([name]) => name?.[0])).toMatchObject([
      ...[{ text: 'Withdrawal: Third-party water' }, { text: '– of which no supplier’s source is told' }],
      { text: 'Withdrawal' },
    ]);
    // Each is a number of its own; what a supplier draws from is asked for in areas with stress only.
    expect(lines.rows.map((row) => row.slice(1).filter(([one]) => one && 'figure' in one).length)).toEqual([4, 3, 4]);
    const chosen = build('en', {
      ...inventedInput(),
      figureOf: (wanted) => {
        const figure = inventedFigure(wanted);
        return figure && wanted.kpi === 'water.utilisation'
          ? { ...figure, parameters: { definition: 'use_per_withdrawal' } }
          : figure;
      },
    });
    const [, named] = chosen.document.chapters[2]!.sections[1]!.blocks as { rows: Inline[][][] }[];
    expect(named?.rows.map(([name]) => name?.[0])).toContainEqual({
      text: 'Withdrawn water utilisation, as total use ÷ withdrawal',
    });
    const silent = build('en', {
      ...inventedInput(),
      figureOf: (wanted) => (wanted.kpi.startsWith('water.') ? undefined : inventedFigure(wanted)),
    });
    const blocks = silent.document.chapters[2]!.sections[1]!.blocks;
    expect(blocks).toMatchObject([{ kind: 'not-recorded', text: 'No water is recorded for the period.' }]);
  });

  test('says that a base year was carried in', () => {
    expect(text).toContain('In the base year 2021 the rate was 85.0 %.');
    expect(text).toContain('yearly totals carried in');
  });
});

test('a report asks for no figure that was not listed before', () => {
  for (const written of [
    '2024-H1',
    '2024-Q1',
    '2024-05',
    '2024',
    'R12-2024-06',
    'R12-2024-05',
    '2024-01-15..2024-02-01',
  ]) {
    const period = parsePeriod(written);
    const input = inventedInput({ periods: reportPeriods(period) });
    const listed = new Set(
      wantedFigures({
        period,
        groupId: 'g',
        siteIds: ['HP', 'WX'],
        targets: input.targets,
        isKpi: () => true,
      }).map((one) => JSON.stringify(one)),
    );
    const unlisted: string[] = [];
    build('en', {
      ...input,
      figureOf: (wanted) => {
        if (!listed.has(JSON.stringify(wanted))) unlisted.push(JSON.stringify(wanted));
        return inventedFigure(wanted);
      },
    });
    expect(unlisted).toEqual([]);
  }
});

test('a reader who may not see a factory reads of the others, and no figure of the group is lost', () => {
  const input = inventedInput({
    sites: [],
    figureOf: (wanted) => (wanted.scopeId === 'g' ? inventedFigure(wanted) : undefined),
  });
  const text = textOf(build('en', input).document);
  expect(text).not.toContain('Factories by waste conversion rate');
  expect(text).toContain('Waste conversion rate 88.0 %');
});

describe('a factory that joined this year', () => {
  // Hai Phong has records now, and was outside the boundary before: 100 t of its own beside the 100 t of Wuxi.
  const figureOf = (wanted: WantedFigure): ReportFigure => {
    const figure = inventedFigure(wanted);
    const isNow = wanted.period === '2024-H1';
    if (wanted.scopeId === 'HP')
      return isNow ? { ...inventedFigure({ ...wanted, scopeId: 'WX' }), scopeId: 'HP' } : figure;
    const missing = isNow ? [] : figure.coverage.missing;
    return { ...figure, coverage: { ...figure.coverage, missing } };
  };
  const joined = inventedInput({ figureOf });

  test('stands in the reported change, and beside it is the change without it', () => {
    const english = build('en', joined);
    const text = textOf(english.document);
    expect(text).toContain(
      'that is +1.0 points. Like for like, over the 1 of 2 factories that were inside the boundary throughout both periods and have records in both, it is +1.0 points; left out: Hai Phong.',
    );
    const chinese = build('zh', joined);
    expect(textOf(chinese.document)).toContain(
      '（2 家工厂中，两期均全程在报告边界内且均有记录的 1 家），同比 +1.0 个百分点；未计入：海防。',
    );
    expect(new Map(chinese.numbers)).toEqual(new Map(english.numbers));
    expect([...english.numbers.values()].filter(({ origin }) => origin.of === 'like-for-like')).toHaveLength(3);
  });

  test('is not told of to a reader who may not see the factories, nor where the factories are the same', () => {
    const hidden = (wanted: WantedFigure) => (wanted.scopeId === 'g' ? figureOf(wanted) : undefined);
    expect(textOf(build('en', { ...joined, figureOf: hidden }).document)).not.toContain('Like for like');
    expect(textOf(build('en').document)).not.toContain('Like for like');
  });
});

test('without any figure the report says why, in place of numbers', () => {
  const silent = inventedInput({
    figureOf: (wanted) => ({
      ...inventedFigure(wanted),
      value: null,
      noData: 'no_loads_in_period',
      inputs: {},
      extra: {},
      sums: [],
    }),
  });
  const text = textOf(build('en', silent).document);
  expect(text).toContain('Waste conversion rate Nothing was recorded in this period.');
  expect(text).toContain('First half of 2024 | — | — | — | —');
});
