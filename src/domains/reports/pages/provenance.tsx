// Where does this figure come from: formula, standard, inputs, coverage, sums, then the records, then their papers?
import { Link } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext } from 'react';
import { addressOf } from '#platform/ui/api.ts';
import type { ProvenanceAnswer } from '#platform/ui/figure-answer.ts';
import { useWords } from '#platform/ui/language.tsx';
import { tonnes } from '#units/quantity.ts';
import { showMass } from '#units/show.ts';
import { ProvenanceCoverage } from './provenance-coverage.tsx';
import { ProvenanceSums } from './provenance-sums.tsx';
import { RestatementNote } from './restatement-note.tsx';
import '#platform/ui/chart/numbers.css';

const HeadingLevel = createContext<2 | 3>(3);

/** One part of the explanation under its heading. */
function Part({ title, children }: { title: string; children: ReactNode }) {
  const Heading = `h${useContext(HeadingLevel)}` as const;
  return (
    <section className="why-part">
      <Heading className="why-heading">{title}</Heading>
      {children}
    </section>
  );
}

/** The figure itself: what is printed, of whom, for when, on which records. */
export function FigureHead({ provenance }: { provenance: ProvenanceAnswer }) {
  const { t, local } = useWords();
  const { figure, edition } = provenance;
  return (
    <div className="why-head">
      <p className="why-of">
        {local(figure.scope.name)} · {figure.periodLabel}
      </p>
      <p className="why-value">
        {figure.value === null ? '—' : figure.printed}
        {figure.provisional ? (
          <span className="status-provisional why-open" aria-hidden="true">
            {' '}
            ◌
          </span>
        ) : null}
      </p>
      {figure.value === null ? <p>{figure.noData?.words ?? t('ui.status.no_data')}</p> : null}
      <p className="why-basis">
        {t(figure.provisional ? 'reports.page.why.provisional' : `reports.page.why.basis.${figure.basis}`)}
        {edition
          ? ` ${t('reports.page.why.inEdition', { number: edition.number, printed: local(edition.printed) })}`
          : ''}
        {figure.stale ? ` ${t('reports.page.why.stale')}` : ''}
      </p>
    </div>
  );
}

function Records({ provenance }: { provenance: ProvenanceAnswer }) {
  const { t, language, has } = useWords();
  const { drill, loads, figure } = provenance;
  if (!drill)
    return <p>{t(figure.coverage.carriedIn ? 'reports.page.why.carriedRecords' : 'reports.page.why.noRecords')}</p>;
  const many = has(`${drill.kind}|many`) ? t(`${drill.kind}|many`) : drill.kind;
  const query = Object.fromEntries(new URLSearchParams(drill.href.replace(/^[^?]*\?/, '')));
  const count = new Intl.NumberFormat(language).format(loads?.count ?? figure.coverage.records);
  return (
    <>
      <p>
        <Link to={`/records/${drill.kind}`} search={query as never} className="why-records">
          {t('reports.page.why.openRecords', { count, kind: language === 'en' ? many.toLowerCase() : many })}
          <span aria-hidden="true"> →</span>
        </Link>
      </p>
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
  if (papers.length === 0) return <p>{t('reports.page.why.noPapers')}</p>;
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
            {[
              has(`records.evidence.${paper.evidenceKind}`) ? t(`records.evidence.${paper.evidenceKind}`) : '',
              t('reports.page.why.paperRecords', { count: paper.records }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

const explained = (method: ProvenanceAnswer['method']): readonly string[] =>
  Array.isArray(method) ? method : ((method as { explain?: readonly string[] } | null | undefined)?.explain ?? []);

/** The whole explanation of one figure; `level` is that of its headings. */
export function Provenance({ provenance, level = 3 }: { provenance: ProvenanceAnswer; level?: 2 | 3 }) {
  const { t, has } = useWords();
  const { formula, cites, inputs, parameters, edition } = provenance;
  const lines = explained(provenance.method);
  const settled = Object.entries(parameters);
  const valueText = (value: unknown) =>
    typeof value === 'boolean'
      ? t(value ? 'reports.page.why.yes' : 'reports.page.why.no')
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  return (
    <HeadingLevel value={level}>
      <div className="why">
        {edition?.restated ? <RestatementNote edition={edition} restated={edition.restated} level={level} /> : null}
        <Part title={t('reports.page.why.formula')}>
          <p>{formula}</p>
          {lines.length > 0 ? (
            <details>
              <summary>{t('reports.page.why.method')}</summary>
              <ul className="why-lines">
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </details>
          ) : null}
        </Part>
        <Part title={t('reports.page.why.inputs')}>
          <dl className="why-inputs">
            {inputs.map((input) => (
              <div key={input.key}>
                <dt>{input.label}</dt>
                <dd>{input.printed}</dd>
              </div>
            ))}
          </dl>
        </Part>
        <Part title={t('reports.page.why.coverage')}>
          <ProvenanceCoverage coverage={provenance.figure.coverage} />
        </Part>
        <Part title={t('reports.page.why.records')}>
          <Records provenance={provenance} />
        </Part>
        <Part title={t('reports.page.why.papers')}>
          <Papers papers={provenance.papers} />
        </Part>
        {provenance.sums.length > 0 ? (
          <Part title={t('reports.page.why.sums')}>
            <ProvenanceSums sums={provenance.sums} />
          </Part>
        ) : null}
        <Part title={t('reports.page.why.standards')}>
          <ul className="why-cites">
            {cites.map((cite) => (
              <li key={`${cite.standard} ${cite.clause}`}>
                <span>
                  {cite.title}
                  {cite.edition ? `, ${cite.edition}` : ''}
                </span>
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
        </Part>
        {settled.length > 0 ? (
          <Part title={t('reports.page.why.definition')}>
            <dl className="why-inputs">
              {settled.map(([key, value]) => (
                <div key={key}>
                  <dt>{has(`reports.page.parameter.${key}`) ? t(`reports.page.parameter.${key}`) : key}</dt>
                  <dd>{valueText(value)}</dd>
                </div>
              ))}
            </dl>
          </Part>
        ) : null}
        <p className="why-id side-text">
          {t('reports.page.why.id')} <Link to={`/f/${provenance.figure.id}`}>{provenance.figure.id}</Link> ·{' '}
          {t('reports.page.why.rule', { kpi: provenance.figure.kpi, version: provenance.figure.version })}
        </p>
      </div>
    </HeadingLevel>
  );
}
