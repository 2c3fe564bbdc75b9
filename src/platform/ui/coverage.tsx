// How much does this figure rest on: factories in of expected, what is approved, what is estimated?
import type { FigureCoverage, ProvenanceAnswer } from './figure-answer.ts';
import { useWords } from './language.tsx';
import { wholePercent } from './percent.ts';
import { useJson } from './use-json.ts';

const isOtherThan = (share: string | null, ordinary: number): share is string =>
  share !== null && Number(share) !== ordinary;

/** Says the coverage of a figure in one line, such as "34 of 36 factories · 3 % estimated"; what goes without saying is left out. */
export function useCoverageText(): (coverage: FigureCoverage) => string {
  const { t, language } = useWords();
  return (coverage) =>
    [
      t('reports.page.coverage.sites', {
        in: coverage.sitesIn,
        expected: coverage.sitesExpected,
      }),
      isOtherThan(coverage.approvedShare, 1)
        ? t('reports.page.coverage.approvedShort', { share: wholePercent(coverage.approvedShare, language) })
        : '',
      isOtherThan(coverage.estimatedShare, 0)
        ? t('reports.page.coverage.estimatedShort', { share: wholePercent(coverage.estimatedShare, language) })
        : '',
      coverage.carriedIn ? t('reports.page.coverage.carriedShort') : '',
    ]
      .filter(Boolean)
      .join(' · ');
}

/** The coverage of one figure, asked for when it is shown. */
export function CoverageNote({ figureId }: { figureId: string }) {
  const coverageText = useCoverageText();
  const { data } = useJson<ProvenanceAnswer>(`/f/${figureId}`);
  return <small className="coverage-note">{data ? coverageText(data.figure.coverage) : '\u00A0'}</small>;
}
