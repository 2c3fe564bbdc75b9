// Writes what is generated: GLOSSARY.md from the glossary, and a method page per KPI in both languages from its declaration.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kpis, words } from '../src/app/wiring.ts';
import { glossary } from '../src/glossary/glossary.ts';
import { explainKpi } from '../src/platform/kpi/explain.ts';

const home = join(dirname(fileURLToPath(import.meta.url)), '..');
const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');

function glossaryPage(): string {
  const rows = glossary.map(
    (term) =>
      `| \`${term.word}\` | ${cell(term.en)} | ${cell(term.zh.join('、'))} | ${cell(term.meaning.en)} | ${cell((term.notToBeCalled ?? []).join(', '))} | ${cell(term.source ?? '')} |`,
  );
  return [
    '# Glossary',
    '',
    'Generated from `src/glossary` by `node tools/make-docs.ts`. One concept, one word, everywhere. Chinese terms are waiting for a native practitioner’s pass.',
    '',
    '| word in code | English | 中文 | meaning here | not to be called | source |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const headings = {
  en: {
    of: 'Sums',
    by: 'split by',
    cites: 'Cites',
    unverified: 'unverified: no official text was opened',
    parameters: 'Parameters',
    file: 'Rule',
    unit: 'Unit',
    better: 'Better',
    version: 'Version',
    units: { share: 'share of 1', t: 't', count: 'count' },
    betters: { higher: 'higher', lower: 'lower', neither: 'neither' },
  },
  zh: {
    of: '汇总',
    by: '按以下维度',
    cites: '依据',
    unverified: '未核实：未查阅官方文本',
    parameters: '参数',
    file: '规则',
    unit: '单位',
    better: '方向',
    version: '版本',
    units: { share: '比率（以 1 为整体）', t: 't', count: '个数' },
    betters: { higher: '越高越好', lower: '越低越好', neither: '无高低之分' },
  },
} as const;

function methodPage(id: string, language: 'en' | 'zh'): string {
  const kpi = kpis.get(id);
  if (!kpi) throw new Error(id);
  const explained = explainKpi(kpi, words, language);
  const word = headings[language];
  const parameters = Object.entries(explained.parameters).map(
    ([name, value]) => `- \`${name}\`: ${JSON.stringify(value)}`,
  );
  return [
    `# ${explained.title}`,
    '',
    `\`${id}\``,
    '',
    explained.formula,
    '',
    `- ${word.version}: ${explained.version}`,
    `- ${word.unit}: ${word.units[kpi.unit]}`,
    `- ${word.better}: ${word.betters[kpi.better]}`,
    `- ${word.of}: \`${explained.sums.of}.${explained.sums.field}\`, ${word.by} ${explained.sums.by.map((dim) => `\`${dim}\``).join(', ')}`,
    `- ${word.file}: \`${explained.file}\``,
    '',
    ...(parameters.length > 0 ? [`## ${word.parameters}`, '', ...parameters, ''] : []),
    `## ${word.cites}`,
    '',
    ...explained.cites.map(
      (one) => `- ${one.title}, ${one.clause} (${one.edition})${one.verified ? '' : ` — ${word.unverified}`}`,
    ),
    '',
  ].join('\n');
}

/** Every generated page by its path below the checkout. */
export function generatedPages(): Map<string, string> {
  const pages = new Map([['GLOSSARY.md', glossaryPage()]]);
  for (const id of kpis.keys())
    for (const language of ['en', 'zh'] as const)
      pages.set(`docs/methods/${id}.${language}.md`, methodPage(id, language));
  return pages;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of generatedPages()) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
}
