// Writes what is generated: GLOSSARY.md from the glossary, and a method page per KPI in both languages from its declaration.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kpis, words } from '../src/app/wiring.ts';
import { glossary } from '../src/glossary/glossary.ts';
import { actions, groupActions, groupWriters, mayDo, type Role, roles } from '../src/platform/access/roles.ts';
import { type Language, languages, word } from '../src/platform/i18n/words.ts';
import type { Kpi } from '../src/platform/kpi/declare.ts';
import { explainKpi } from '../src/platform/kpi/explain.ts';
import type { DeclaredUnit } from '../src/units/show-figure.ts';

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
    units: {
      ...{ share: 'share of 1', t: 't', m3: 'm³', ML: 'ML', count: 'count', ratio: 'ratio' },
      ...{ m3_per_10k_cny: 'm³ for 10,000 CNY', cny_per_m3: 'CNY for a m³' },
      m3_per_product: 'm³ for a unit of product, in which each figure says',
    },
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
    units: {
      ...{ share: '比率（以 1 为整体）', t: 't', m3: 'm³', ML: 'ML', count: '个数', ratio: '比值' },
      ...{ m3_per_10k_cny: 'm³/万元', cny_per_m3: '元/m³' },
      m3_per_product: 'm³/单位产品，产品单位由各数值标明',
    },
    betters: { higher: '越高越好', lower: '越低越好', neither: '无高低之分' },
  },
} as const;

/** In what unit a KPI is; of one whose meaning the owner chooses, by each of its definitions. */
function unitWords(
  { id, unit, chosenBy }: Kpi,
  units: Readonly<Record<DeclaredUnit, string>>,
  language: Language,
): string {
  if (!chosenBy) return ` ${units[unit]}`;
  const colon = language === 'zh' ? '：' : ': ';
  const nameOf = (code: string) => word(words, language, `${id}.${code}`);
  return chosenBy.codes.map((code) => `\n  - ${nameOf(code)}${colon}${units[chosenBy.units[code] ?? unit]}`).join('');
}

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
    `- ${word.unit}:${unitWords(kpi, word.units, language)}`,
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

/** Who may do what: the table that the program asks, printed. */
function accessPage(language: Language): string {
  const t = (key: string) => word(words, language, key);
  const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const marks = (has: (role: Role) => boolean) => roles.map((role) => (has(role) ? '●' : ''));
  return [
    `# ${t('access.title')}`,
    '',
    t('access.subtitle'),
    '',
    row([t('access.what'), t('access.where'), ...roles.map((role) => t(`role.${role}`))]),
    row(['---', '---', ...roles.map(() => ':-:')]),
    ...actions.map((action) =>
      row([
        t(`access.action.${action}`),
        t(groupActions.includes(action) ? 'access.where.group' : 'access.where.scope'),
        ...marks((role) => mayDo[role].includes(action)),
      ]),
    ),
    row([t('access.writesGroup'), t('access.where.group'), ...marks((role) => groupWriters.includes(role))]),
    '',
    ...['access.writesGroupText', 'access.masked', 'access.suppliers'].map((key) => `- ${t(key)}`),
    '',
  ].join('\n');
}

/** Every generated page by its path below the checkout. */
export function generatedPages(): Map<string, string> {
  const pages = new Map([['GLOSSARY.md', glossaryPage()]]);
  for (const id of kpis.keys())
    for (const language of ['en', 'zh'] as const)
      pages.set(`docs/methods/${id}.${language}.md`, methodPage(id, language));
  for (const language of languages) pages.set(`docs/manual/access.${language}.md`, accessPage(language));
  return pages;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of generatedPages()) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
}
