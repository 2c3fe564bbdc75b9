// The records that a post answers for, by name.
import { useWords } from '#platform/ui/language.tsx';
import type { Duty } from './answers.ts';

/** As small labels; what was voided since has its kind alone. */
export function DutyList({ duties }: { duties: readonly Duty[] }) {
  const { t, local } = useWords();
  if (duties.length === 0) return <span className="secondary">{t('posts.noDuties')}</span>;
  return (
    <ul className="duty-list">
      {duties.map((duty) => (
        <li key={duty.recordId} title={t(duty.kind)}>
          {duty.name ? local(duty.name) : t(duty.kind)}
        </li>
      ))}
    </ul>
  );
}
