// Beside every text that stays for ever: what is typed there is part of a record or of the history, and cannot be erased.
import { useWords } from './language.tsx';

/** `id` for `aria-describedby` of the input. */
export function FreeTextHint({ id }: { id: string }) {
  const { t } = useWords();
  return (
    <span id={id} className="small secondary">
      {t('privacy.freeTextHint')}
    </span>
  );
}
