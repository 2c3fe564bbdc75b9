// Where does this figure come from: formula, standard, inputs, coverage, sums, then the records, then their papers?
import { Link } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext } from 'react';
import { addressOf } from '#platform/ui/api.ts';
import type { ProvenanceAnswer } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useMay } from '#platform/ui/session.tsx';
import '#platform/ui/chart/numbers.css';
import { tonnes } from '#units/quantity.ts';
import { showMass } from '#units/show.ts';
import { ProvenanceCoverage } from './provenance-coverage.tsx';
import { ProvenanceSums } from './provenance-sums.tsx';
import { RestatementNote } from './restatement-note.tsx';

const HeadingLevel = createContext<2 | 3>(3);

/** One part of the explanation under its heading; a part without content is left out. */
function Part({ title, when = true, children }: { title: string; when?: boolean; children: ReactNode }) {
  const Heading = `h${useContext(HeadingLevel)}` as const;
  if (!when) return null;
  return (
    <section className="why-part">
      <Heading className="why-heading">{title}</Heading>
      {children}
    </section>
  );
}

/** The list whose sum is the figure's. */
function RecordsLink({ provenance }: { provenance: ProvenanceAnswer }) {
  const { t, language, has } = useWords();
  const { drill, loads, figure } = provenance;
  const mayRead = useMay('records.read');
  if (!drill) return null;
  const many = has(`${drill.kind}|many`) ? t(`${drill.kind}|many`) : drill.kind;
  // What is worked out has no list of its own: its page shows it for the scope and period of the figure.
  const isPage = drill.href.startsWith('/');
  const query = isPage
    ? { scope: figure.scope.id, period: figure.period }
    : Object.fromEntries(new URLSearchParams(drill.href.replace(/^[^?]*\?/, '')));
  const count = new Intl.NumberFormat(language).format(loads?.count ?? figure.coverage.records);
  const said = t('reports.page.why.openRecords', { count, kind: language === 'en' ? many.toLowerCase() : many });
  if (!mayRead)
    return (
      <p>
        <strong>{said}</strong> <span className="side-text">{t('reports.page.why.notYours')}</span>
      </p>
    );
  return (
    <p>
      <Link
        to={(isPage ? drill.href : `/records/${drill.kind}`) as never}
        search={query as never}
        className="why-records"
      >
        {said}
        <span aria-hidden="true"> →</span>
      </Link>
    </p>
  );
}

/** The figure itself: what is printed, of whom, for when, on which records. */
export function FigureHead({ provenance }: { provenance: ProvenanceAnswer }) {
  const { t, local } = useWords();
  const { figure, edition } = provenance;
  return (
    <div className="why-head">
      <p className="why-of">{[local(figure.scope.name), figure.periodLabel].filter(Boolean).join(' · ')}</p>
      <p className="why-value">
        {figure.value === null ? '—' : figure.printed}
        {figure.provisional ? (
          <span className="why-open" aria-hidden="true">
            {' '}
            ◌
          </span>
        ) : null}
      </p>
      {figure.value === null ? <p>{figure.noData?.words ?? t('ui.status.no_data')}</p> : null}
      <p className="why-basis">
        {provenance.record
          ? ''
          : t(figure.provisional ? 'reports.page.why.provisional' : `reports.page.why.basis.${figure.basis}`)}
        {edition
          ? ` ${t('reports.page.why.inEdition', { number: edition.number, printed: local(edition.printed) })}`
          : ''}
        {figure.stale ? ` ${t('reports.page.why.stale')}` : ''}
      </p>
      <RecordsLink provenance={provenance} />
    </div>
  );
}

/** Inputs that are figures themselves are named by their ids; others by the rule's own names. */
const isFigureId = (key: string) => /^[0-9A-Z]{10,}$/.test(key);

function Inputs({ inputs }: Pick<ProvenanceAnswer, 'inputs'>) {
  return (
    <dl className="why-inputs">
      {inputs.map((input) => (
        <div key={input.key}>
          <dt>{input.label}</dt>
          <dd>
            {isFigureId(input.key) ? (
              <FigureButton figure={{ id: input.key, printed: input.printed, title: input.label }} size="cell" />
            ) : (
              input.printed
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Cites({ cites }: Pick<ProvenanceAnswer, 'cites'>) {
  const { t } = useWords();
  return (
    <ul className="why-cites">
      {cites.map((cite) => (
        <li key={`${cite.standard} ${cite.clause}`}>
          <span>{[cite.title, cite.edition].filter(Boolean).join(' · ')}</span>
          <span className="side-text">{cite.clause}</span>
          {cite.verified ? null : (
            <span className="status status-at_risk" title={t('reports.page.why.unverifiedHint')}>
              <span className="status-sign" aria-hidden="true">
                ▲
              </span>
              {t('reports.page.why.unverified')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Definition({ parameters }: Pick<ProvenanceAnswer, 'parameters'>) {
  const { t, has } = useWords();
  const valueText = (value: unknown) =>
    typeof value === 'boolean'
      ? t(value ? 'reports.page.why.yes' : 'reports.page.why.no')
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  return (
    <dl className="why-inputs">
      {Object.entries(parameters).map(([key, value]) => (
        <div key={key}>
          <dt>{has(`reports.page.parameter.${key}`) ? t(`reports.page.parameter.${key}`) : key}</dt>
          <dd>{valueText(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Records({ provenance }: { provenance: ProvenanceAnswer }) {
  const { t, language } = useWords();
  const { drill, loads, figure, record } = provenance;
  if (record)
    return (
      <p>
        <Link to={`/records/${record.kind}/${record.id}`} className="why-records">
          {t('reports.page.why.openRecord')}
          <span aria-hidden="true"> →</span>
        </Link>
      </p>
    );
  if (provenance.withheld) return <p className="side-text">{t('reports.page.why.notYours')}</p>;
  if (!drill)
    return <p>{t(figure.coverage.carriedIn ? 'reports.page.why.carriedRecords' : 'reports.page.why.noRecords')}</p>;
  return (
    <>
      <RecordsLink provenance={provenance} />
      {loads ? (
        <p className="side-text">
          {t('reports.page.why.recordsSum', { sum: showMass(tonnes(loads.sumTonnes), { decimals: 1, language }) })}
        </p>
      ) : null}
    </>
  );
}

function Papers({ papers }: Pick<ProvenanceAnswer, 'papers'>) {
  const { t, has } = useWords();
  const mayRead = useMay('evidence.read');
  if (!mayRead) return <p className="side-text">{t('reports.page.why.notYours')}</p>;
  if (papers.length === 0) return <p>{t('reports.page.why.noPapers')}</p>;
  const kindOf = (kind: string) => (has(`records.evidence.${kind}`) ? t(`records.evidence.${kind}`) : '');
  return (
    <ul className="why-papers">
      {papers.map((paper) => (
        <li key={paper.sha256}>
          <a
            href={addressOf(`/evidence/${paper.sha256}`, { name: paper.fileName })}
            target="_blank"
            rel="noreferrer"
            aria-label={t('reports.page.why.openPaper', { name: paper.fileName })}
          >
            {paper.fileName}
          </a>
          <span className="side-text">
            {[kindOf(paper.evidenceKind), t('reports.page.why.paperRecords', { count: paper.records })]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The whole explanation of one figure; `level` is that of its headings. */
export function Provenance({ provenance, level = 3 }: { provenance: ProvenanceAnswer; level?: 2 | 3 }) {
  const { t } = useWords();
  const { figure, formula, cites, inputs, parameters, sums, papers, edition, method, drill } = provenance;
  return (
    <HeadingLevel value={level}>
      <div className="why">
        {edition?.restated ? <RestatementNote edition={edition} restated={edition.restated} level={level} /> : null}
        <Part title={t('reports.page.why.formula')}>
          <p>{formula}</p>
          {method.explain.length > 0 ? (
            <details>
              <summary>{t('reports.page.why.method')}</summary>
              <ul className="why-lines">
                {method.explain.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </details>
          ) : null}
        </Part>
        <Part title={t('reports.page.why.standards')} when={cites.length > 0}>
          <Cites cites={cites} />
        </Part>
        <Part title={t('reports.page.why.inputs')} when={inputs.length > 0}>
          <Inputs inputs={inputs} />
        </Part>
        <Part title={t('reports.page.why.definition')} when={Object.keys(parameters).length > 0}>
          <Definition parameters={parameters} />
        </Part>
        <Part title={t('reports.page.why.coverage')} when={figure.coverage.sitesExpected > 0}>
          <ProvenanceCoverage coverage={figure.coverage} />
        </Part>
        <Part title={t('reports.page.why.sums')} when={sums.length > 0}>
          <ProvenanceSums sums={sums} />
        </Part>
        <Part title={t('reports.page.why.records')}>
          <Records provenance={provenance} />
        </Part>
        <Part title={t('reports.page.why.papers')} when={drill !== null}>
          <Papers papers={papers} />
        </Part>
        <p className="why-id side-text">
          {t('reports.page.why.id')} <Link to={`/f/${figure.id}`}>{figure.id}</Link>
          {provenance.record ? '' : ` · ${t('reports.page.why.rule', { kpi: figure.kpi, version: figure.version })}`}
        </p>
      </div>
    </HeadingLevel>
  );
}
