// What auditors asked about a record, on the record itself: asked here, answered here.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { useKindWords } from '#platform/records/web/kinds.tsx';
import { sendJson } from '#platform/ui/api.ts';
import { FreeTextHint } from '#platform/ui/free-text-hint.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
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
      <AskDialog kind={kind} id={id} sample={sample} isOpen={isAsking} onClose={() => asking(false)} />
    </section>
  );
}

/** The dialog in which an auditor asks. */
export function AskDialog({
  kind,
  id,
  sample,
  isOpen,
  onClose,
}: {
  kind: RecordKind;
  id: string;
  sample?: string | undefined;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { t } = useWords();
  const words = useKindWords(kind);
  const client = useQueryClient();
  const refuse = useSaysRefusal();
  // The id is ours, so that what is sent twice is asked once.
  const [asked, renew] = useState(() => uuidv7());
  const [text, write] = useState('');
  const [field, choose] = useState('');
  const [isBusy, busy] = useState(false);
  const send = async () => {
    busy(true);
    try {
      await sendJson('POST', '/audit/questions', {
        ...{ id: asked, kind: kind.kind, record: id, field: field || null, sample: sample ?? null, words: text.trim() },
      });
      write('');
      choose('');
      renew(uuidv7());
      await client.invalidateQueries();
      onClose();
    } catch (error) {
      refuse(error);
    }
    busy(false);
  };
  return (
    <Modal
      open={isOpen}
      title={t('audit.ask')}
      okText={t('audit.ask.do')}
      okButtonProps={{ disabled: text.trim() === '', loading: isBusy }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <div className="threads">
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
        <Labelled label={t('audit.ask.words')}>
          {(inputId) => (
            <>
              <Input.TextArea
                aria-describedby={`${inputId}-hint`}
                id={inputId}
                autoSize={{ minRows: 3, maxRows: 10 }}
                maxLength={2_000}
                value={text}
                onChange={({ target }) => write(target.value)}
              />
              <FreeTextHint id={`${inputId}-hint`} />
            </>
          )}
        </Labelled>
      </div>
    </Modal>
  );
}
