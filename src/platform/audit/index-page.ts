// The page of an archive that is opened first: what was drawn of what, how, and where each paper lies; in both languages.
import { labelPeriod } from '#period/label.ts';
import { parsePeriod } from '#period/period.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import { showFigure } from '#units/show-figure.ts';
import { titleKey } from '#units/title-key.ts';
import type { FoundScope } from '../access/find-scope.ts';
import { safeName } from '../history/export.ts';
import { type Dictionary, type Language, languages, word } from '../i18n/words.ts';
import { type Kpis, unitOfFigure } from '../kpi/declare.ts';
import type { Figure } from '../kpi/ledger.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import type { ReferredName } from '../records/server/names.ts';
import type { RecordRead } from '../records/server/read.ts';
import type { SampleHow } from './how.ts';
import type { Question } from './questions.ts';
import type { KeptSample } from './sample.ts';

/** A record as the page lists it. */
export interface IndexedRecord {
  kind: RecordKind;
  record: RecordRead;
  name: ReferredName;
  /** code of its factory */
  site: string;
  quantity: string | null;
  papers: readonly { sha256: string; fileName: string; evidenceKind: string }[];
}

/** Everything that the page tells. */
export interface Indexed {
  sample: KeptSample;
  scope: FoundScope;
  how: SampleHow;
  records: readonly IndexedRecord[];
  /** records that speak for those that were drawn */
  beside: readonly IndexedRecord[];
  related: readonly { of: string; kind: string; id: string }[];
  figures: readonly Figure[];
  questions: readonly Question[];
  head: { height: number; hash: string } | undefined;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string) => text.replace(/[&<>"]/g, (found) => escapes[found] ?? found);
const link = (path: string) => path.split('/').map(encodeURIComponent).join('/');

const style = `body{font:14px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:1080px;margin:32px auto;padding:0 16px;color:#1a1f1c}
h1{font-size:20px}h2{font-size:16px;margin-top:32px}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid #e2e6e3}.n{text-align:right}
code{font-size:12px;overflow-wrap:anywhere}section+section{margin-top:64px;border-top:2px solid #c9d0cc}`;

type Say = (key: string, facts?: Record<string, string | number>) => string;

function paperList(say: Say, own: IndexedRecord['papers']): string {
  const listed = own.map(
    ({ sha256, fileName, evidenceKind }) =>
      `<a href="${link(`files/${sha256.slice(0, 12)}-${safeName(evidenceKind)}-${safeName(fileName)}`)}">${html(fileName)}</a><br><code>${sha256}</code>`,
  );
  return listed.join('<br>') || html(say('audit.paper.none'));
}

function recordTable(say: Say, language: Language, indexed: Indexed): string {
  const { records, beside, related } = indexed;
  const rows = records.map(({ kind, record, name, site, quantity, papers }) => {
    const speaking = beside.filter((one) => related.some((r) => r.of === record.id && r.id === one.record.id));
    const all = [...papers, ...speaking.flatMap((one) => one.papers)];
    const besides = speaking.map((one) => `${say(one.kind.kind)} ${one.name.code}`).join(', ');
    const day = kind.effective ? String(record.values[kind.effective] ?? '') : '';
    const shown = quantity === null ? '' : showNumber(new Exact(quantity), { decimals: 3 });
    return `<tr><td>${html(name.code || name[language])}${besides ? `<br>${html(besides)}` : ''}</td><td>${html(say(kind.kind))}</td><td>${html(site)}</td><td>${html(day)}</td><td class="n">${html(shown)}</td><td>${paperList(say, all)}</td></tr>`;
  });
  const columns = ['record', 'kind', 'site', 'date', 'quantity', 'papers'];
  const head = columns
    .map((key) => `<th scope="col"${key === 'quantity' ? ' class="n"' : ''}>${html(say(`audit.column.${key}`))}</th>`)
    .join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

function figureTable(say: Say, language: Language, kpis: Kpis, figures: readonly Figure[]): string {
  if (figures.length === 0) return '';
  const rows = figures.map(({ key, id, parameters, result: { computed } }) => {
    const unit = unitOfFigure(kpis.get(key.kpi) ?? { unit: 't' }, computed);
    const value =
      'value' in computed ? showFigure(computed.value, unit, language) : say(`figure.noData.${computed.noData}`);
    return `<tr><th scope="row">${html(say(titleKey(key.kpi, parameters)))}</th><td>${html(value)}</td><td>${html(say(`${key.kpi}|formula`))}</td><td><code>${html(id)}</code></td></tr>`;
  });
  const head = ['figure', 'value', 'formula', 'figureId'].map(
    (key) => `<th scope="col">${html(say(`audit.column.${key}`))}</th>`,
  );
  return `<h2>${html(say('audit.index.figures'))}</h2>\n<table><thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function questionList(say: Say, language: Language, { questions, records }: Indexed): string {
  if (questions.length === 0) return '';
  const items = questions.map(({ recordId, messages, state }) => {
    const of = records.find(({ record }) => record.id === recordId);
    const turns = messages.map(
      ({ says, words, actorName, at }) =>
        `<li>${html(actorName[language])} ${html(say(`action.${says}`))} (${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC)${words ? `: ${html(words)}` : ''}</li>`,
    );
    return `<li>${html(of?.name.code ?? recordId)} · ${html(say(`audit.state.${state}`))}<ul>${turns.join('')}</ul></li>`;
  });
  return `<h2>${html(say('audit.questions'))}</h2>\n<ul>${items.join('\n')}</ul>`;
}

function section(world: { words: Dictionary; kpis: Kpis }, indexed: Indexed, language: Language): string {
  const say: Say = (key, facts) => word(world.words, language, key, facts);
  const { scope, sample, how, figures, head } = indexed;
  const populations = sample.populations
    .map(({ kind, count }) => say('audit.index.of', { count: count.toLocaleString('en'), kind: say(`${kind}|many`) }))
    .join('; ');
  const facts: [string, string][] = [
    [say('audit.index.scope'), `${scope.code} ${scope.name[language]}`],
    [say('audit.index.period'), labelPeriod(parsePeriod(sample.period), language)],
    [
      say('audit.index.how'),
      how.by === 'seed'
        ? say('audit.how.seed.long', { count: how.count, seed: how.seed })
        : say('audit.how.top.long', { count: how.count, field: say(`${sample.kinds[0]}.${how.field}`) }),
    ],
    [say('audit.index.written'), `${sample.how} (${say('audit.index.asOf', { seq: sample.asOf })})`],
    [say('audit.index.population'), populations],
    [say('audit.index.sample'), say('audit.count', { count: sample.records.length })],
    [
      say('audit.index.by'),
      `${sample.actorName[language]} ${new Date(sample.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    ],
    ...(sample.note ? [[say('audit.note'), sample.note] as [string, string]] : []),
    [say('audit.index.head'), head ? say('history.page.head', { height: head.height, hash: head.hash }) : '—'],
  ];
  return `<section lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<h1>${html(say('audit.title'))}</h1>
<table><tbody>${facts.map(([what, says]) => `<tr><th scope="row">${html(what)}</th><td>${html(says)}</td></tr>`).join('')}</tbody></table>
${figureTable(say, language, world.kpis, figures)}
<h2>${html(say('audit.index.records'))}</h2>
${recordTable(say, language, indexed)}
${questionList(say, language, indexed)}
<h2>${html(say('audit.index.verify'))}</h2>
<p>${html(say('audit.index.verify.text'))}</p>
</section>`;
}

/** The page. */
export const auditIndex = (world: { words: Dictionary; kpis: Kpis }, indexed: Indexed): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${languages.map((one) => html(word(world.words, one, 'audit.title'))).join(' · ')}</title><style>${style}</style></head><body>
${languages.map((language) => section(world, indexed, language)).join('\n')}
</body></html>
`;
