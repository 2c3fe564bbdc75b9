// What auditors asked about a record, on the record itself: asked here, answered here.
import { Button, Select } from 'antd';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { useKindWords } from '#platform/records/web/kinds.tsx';
import { sendJson } from '#platform/ui/api.ts';
import { AskDialog } from '#platform/ui/ask-dialog.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { ReasonInput } from '#platform/ui/reason-input.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { type MayTalk, type QuestionAnswer, Thread } from './threads.tsx';

/** The questions of a record; nothing where there are none and nobody may ask. */
export function RecordQuestions({ kind, id, sample }: { kind: RecordKind; id: string; sample?: string | undefined }) {
  const { t } = useWords();
  const [isAsking, asking] = useState(false);
  const { data } = useJson<{ questions: QuestionAnswer[]; may: MayTalk }>('/audit/questions', {
    ...{ kind: kind.kind, record: id },
  });
  if (!data || (data.questions.length === 0 && !data.may.ask)) return null;
  return (
    <section className="record-section" aria-label={t('audit.questions')}>
      <h3>
        {t('audit.questions')} <span className="secondary">{data.questions.length}</span>
        {data.may.ask ? (
          <Button size="small" type="text" onClick={() => asking(true)}>
            {t('audit.ask')}
          </Button>
        ) : null}
      </h3>
      <div className="threads">
        {data.questions.map((question) => (
          <Thread key={question.id} question={question} may={data.may} named={false} />
        ))}
      </div>
      {isAsking ? <AskQuestion kind={kind} id={id} sample={sample} onClose={() => asking(false)} /> : null}
    </section>
  );
}

/** The dialog in which an auditor asks. */
export function AskQuestion({
  kind,
  id,
  sample,
  onClose,
}: {
  kind: RecordKind;
  id: string;
  sample?: string | undefined;
  onClose: () => void;
}) {
  const { t } = useWords();
  const words = useKindWords(kind);
  // The id is ours, so that what is sent twice is asked once.
  const [asked] = useState(() => uuidv7());
  const [text, write] = useState('');
  const [field, choose] = useState('');
  const send = () =>
    sendJson('POST', '/audit/questions', {
      ...{ id: asked, kind: kind.kind, record: id, field: field || null, sample: sample ?? null, words: text.trim() },
    });
  return (
    <AskDialog
      title={t('audit.ask')}
      ok={t('audit.ask.do')}
      isIncomplete={text.trim() === ''}
      onSend={send}
      onClose={onClose}
    >
      <Labelled label={t('audit.ask.field')}>
        {(inputId) => (
          <Select
            id={inputId}
            value={field}
            onChange={choose}
            options={[
              { value: '', label: t('audit.ask.whole') },
              ...[...kind.all.keys()].map((path) => ({ value: path, label: words.field(path) })),
            ]}
          />
        )}
      </Labelled>
      <ReasonInput label={t('audit.ask.words')} value={text} onChange={write} longest={2_000} />
    </AskDialog>
  );
}
