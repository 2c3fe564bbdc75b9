// Whether the substances that come with the program are there, or how far they are.
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import type { IdentitiesTold } from '../model/substance.ts';

const READ_AGAIN_MS = 2_000;

/** Asks anew for an answer that was given while they were being loaded. */
export const readAgainWhileLoading = (answer: unknown): number | false =>
  (answer as { identities: IdentitiesTold | null } | undefined)?.identities?.state === 'reading'
    ? READ_AGAIN_MS
    : false;

/** Said only where they are not all there: what is not held yet is not what nobody holds. */
export function IdentitiesStanding({ identities }: { identities: IdentitiesTold | null }) {
  const { t } = useWords();
  if (identities?.state === 'ready') return null;
  const share = `${Math.round((identities?.progress ?? 0) * 100)} %`;
  return (
    <p role="status">
      {identities ? (
        <StatusMark status="provisional" words={t('substances.search.loading', { share })} />
      ) : (
        t('substances.search.notLoaded')
      )}
    </p>
  );
}
