// The page of an auditor's archive that is opened first: what was drawn of what, how, and where each paper lies; in both languages.
import { labelPeriod } from '#period/label.ts';
import { type Language, languages, word } from '#platform/i18n/words.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import { showFigure } from '#units/show-figure.ts';
import { printSampleHow } from '../rules/audit-sample.ts';
import type { AuditedPaper } from '../store/audit.ts';
import type { Audit, AuditWorld } from './read-audit.ts';

/** A paper with its place in the archive; null where the file is no longer held. */
export interface IndexedPaper extends AuditedPaper {
  path: string | null;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string) => text.replace(/[&<>"]/g, (found) => escapes[found] ?? found);
const link = (path: string) => path.split('/').map(encodeURIComponent).join('/');
const mass = (text: string) => showNumber(new Exact(text), { decimals: 3 });

const style = `body{font:14px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:1080px;margin:32px auto;padding:0 16px;color:#1a1f1c}
h1{font-size:20px}h2{font-size:16px;margin-top:32px}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid #e2e6e3}.n{text-align:right}
code{font-size:12px;overflow-wrap:anywhere}section+section{margin-top:64px;border-top:2px solid #c9d0cc}`;

function section(world: AuditWorld, audit: Audit, papers: readonly IndexedPaper[], language: Language): string {
  const say = (key: string, facts?: Record<string, string | number>) =>
    word(world.words, language, `waste.audit.${key}`, facts);
  const { scope, question, population, sample, figures, head } = audit;
  const { how } = question;
  const facts: [string, string][] = [
    [say('index.scope'), `${scope.code} ${scope.name[language]}`],
    [say('index.period'), labelPeriod(question.period, language)],
    [
      say('index.how'),
      how.by === 'seed'
        ? say('how.seed.long', { count: how.count, seed: how.seed })
        : say('how.top.long', { count: how.count }),
    ],
    [say('index.written'), printSampleHow(how)],
    [say('index.population'), say('of', { count: population.count, mass: mass(population.massTonnes) })],
    [
      say('index.sample'),
      say('of', {
        count: sample.length,
        mass: mass(sample.reduce((sum, load) => sum.plus(load.massTonnes), new Exact(0)).toFixed()),
      }),
    ],
    [say('index.head'), head ? say('head', { height: head.height, hash: head.hash }) : say('head.none')],
  ];
  const figureRows = figures.map(({ key, id, result }) => {
    const { computed } = result;
    const unit = world.kpis.get(key.kpi)?.unit ?? 't';
    const value =
      'value' in computed
        ? showFigure(computed.value, unit, language)
        : word(world.words, language, `figure.noData.${computed.noData}`);
    return `<tr><th scope="row">${html(word(world.words, language, key.kpi))}</th><td>${html(value)}</td><td>${html(word(world.words, language, `${key.kpi}|formula`))}</td><td><code>${html(id)}</code></td></tr>`;
  });
  const recordRows = sample.map((load) => {
    const own = papers.filter(({ loadId }) => loadId === load.id);
    const listed = own.map(({ path, fileName, evidenceKind, sha256 }) =>
      path === null
        ? `${html(say('paper.gone', { file: fileName }))} <code>${sha256}</code>`
        : `<a href="${link(path)}">${html(fileName)}</a> (${html(evidenceKind)})<br><code>${sha256}</code>`,
    );
    return `<tr><td>${html(load.document.number)}-${load.document.line}</td><td>${html(load.site.code)}</td><td>${load.departedOn}</td><td>${html(`${load.stream.code} ${load.stream.name[language]}`)}</td><td>${html(word(world.words, language, `waste.treatment.${load.treatment}`))}</td><td>${html(load.vendor.name[language])}</td><td class="n">${mass(load.massTonnes.toFixed())}</td><td>${listed.join('<br>') || html(say('paper.none'))}</td></tr>`;
  });
  const head_ = (keys: readonly string[]) =>
    `<thead><tr>${keys.map((key) => `<th scope="col"${key === 'mass' ? ' class="n"' : ''}>${html(word(world.words, language, `waste.audit.column.${key}`))}</th>`).join('')}</tr></thead>`;
  return `<section lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<h1>${html(say('title'))}</h1>
<table><tbody>${facts.map(([what, says]) => `<tr><th scope="row">${html(what)}</th><td>${html(says)}</td></tr>`).join('')}</tbody></table>
<h2>${html(say('index.figures'))}</h2>
<table>${head_(['figure', 'value', 'formula', 'figureId'])}<tbody>${figureRows.join('\n')}</tbody></table>
<h2>${html(say('index.records'))}</h2>
<table>${head_(['document', 'site', 'date', 'stream', 'treatment', 'vendor', 'mass', 'papers'])}<tbody>
${recordRows.join('\n')}
</tbody></table>
<h2>${html(say('index.verify'))}</h2>
<p>${html(say('index.verify.text'))}</p>
</section>`;
}

/** The page. */
export const auditIndex = (world: AuditWorld, audit: Audit, papers: readonly IndexedPaper[]): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(word(world.words, 'en', 'waste.audit.title'))} · ${html(word(world.words, 'zh', 'waste.audit.title'))}</title><style>${style}</style></head><body>
${languages.map((language) => section(world, audit, papers, language)).join('\n')}
</body></html>
`;
