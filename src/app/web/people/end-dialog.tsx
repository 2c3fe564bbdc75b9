// Ends something on a day: a grant, a holding, a post.
import { useState } from 'react';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { DayInput } from './inputs.tsx';

/** Asks for the first day on which it no longer holds. */
export function EndDialog({
  today,
  text = 'people.endText',
  onSend,
  onClose,
}: {
  today: string;
  text?: string;
  onSend: (day: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const { t } = useWords();
  const [day, choose] = useState<string | null>(today);
  return (
    <AskDialog
      title={t('people.end')}
      ok={t('people.end')}
      done={t('people.ended')}
      danger
      isIncomplete={day === null}
      onSend={() => onSend(day ?? today)}
      onClose={onClose}
    >
      <Labelled label={t('people.endTitle')}>{(id) => <DayInput id={id} value={day} onChange={choose} />}</Labelled>
      <p className="small secondary">{t(text)}</p>
    </AskDialog>
  );
}
