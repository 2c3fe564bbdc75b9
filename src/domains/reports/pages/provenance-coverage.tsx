// How complete is a figure: factories in of expected and who is missing, what is approved, estimated, carried in?
import type { FigureCoverage } from '#platform/ui/figure-answer.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { wholePercent } from '#platform/ui/percent.ts';

function Bar({ label, text, share }: { label: string; text: string; share: number }) {
  return (
    <div className="why-bar">
      <dt>{label}</dt>
      <dd>
        <span className="why-track" aria-hidden="true">
          <span style={{ width: `${Math.round(Math.min(1, share) * 1000) / 10}%` }} />
        </span>
        <span className="why-bar-text">{text}</span>
      </dd>
    </div>
  );
}

export function ProvenanceCoverage({ coverage }: { coverage: FigureCoverage }) {
  const { t, local, language } = useWords();
  const organisation = useOrganisation();
  const { sitesIn, sitesExpected, approvedShare, estimatedShare, missing } = coverage;
  const names = missing.map((id) => local(organisation?.byId.get(id)?.name) || id.slice(0, 8));
  return (
    <>
      <dl className="why-bars">
        <Bar
          label={t('reports.page.coverage.sitesLabel')}
          text={t('reports.page.coverage.of', { in: sitesIn, expected: sitesExpected })}
          share={sitesExpected === 0 ? 0 : sitesIn / sitesExpected}
        />
        {approvedShare === null ? null : (
          <Bar
            label={t('reports.page.coverage.approved')}
            text={wholePercent(approvedShare, language)}
            share={Number(approvedShare)}
          />
        )}
        {estimatedShare === null ? null : (
          <Bar
            label={t('reports.page.coverage.estimated')}
            text={wholePercent(estimatedShare, language)}
            share={Number(estimatedShare)}
          />
        )}
      </dl>
      {missing.length > 0 ? (
        <p className="side-text">
          <span aria-hidden="true">○ </span>
          {t('reports.page.coverage.missing', { names: names.join(language === 'zh' ? '、' : ', ') })}
        </p>
      ) : null}
      {coverage.carriedIn ? <p className="side-text">{t('reports.page.coverage.carried')}</p> : null}
    </>
  );
}
