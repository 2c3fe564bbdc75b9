// Whether a person confirmed a value against the published text.
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';

export function VerifiedMark({ verified }: { verified: boolean }) {
  const { t } = useWords();
  return (
    <StatusMark
      status={verified ? 'on_track' : 'provisional'}
      words={t(verified ? 'substances.packs.verified' : 'substances.packs.unverified')}
    />
  );
}
