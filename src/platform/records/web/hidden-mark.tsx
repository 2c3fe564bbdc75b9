// Stands where the reader may not see a value: a mark and a word, never a number or a dash that would say there is none.
import { EyeInvisibleOutlined } from '@ant-design/icons';
import { useWords } from '#platform/ui/language.tsx';

/** A value that is hidden; `why` says it otherwise than for one field of one record. */
export function HiddenMark({ why = 'masked.why' }: { why?: string }) {
  const { t } = useWords();
  return (
    <span className="hidden-value" title={t(why)}>
      <EyeInvisibleOutlined aria-hidden="true" /> {t('masked.hidden')}
    </span>
  );
}
