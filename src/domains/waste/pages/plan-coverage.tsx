// How much of what is expected stands behind the figures of a page, in one line that leads to the matrix.
import { Link } from '@tanstack/react-router';
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { Completeness } from '../model/completeness.ts';

/** "126 stream-months expected: 120 in, 3 signed as none, 1 estimated, 2 missing"; nothing where nothing is planned. */
export function PlanCoverage() {
  const { t } = useWords();
  const { scope, period } = useAddress();
  const mayRead = useMay('records.read');
  const { data } = useJson<Completeness>('/waste/completeness', { scope, period }, { enabled: mayRead, keep: true });
  const counts = data?.counts;
  if (!counts || counts.expected === 0) return null;
  const shown = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count.toLocaleString('en')]));
  return (
    <p className="side-text">
      <Link to={'/waste/completeness' as never}>{t('waste.page.completeness.coverage', shown)}</Link>
    </p>
  );
}
