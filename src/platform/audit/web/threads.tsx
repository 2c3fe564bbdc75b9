// Threads of questions about records: read by everybody who reads the record, answered and settled in place.

import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useContext, useId, useState } from 'react';
import { KindsContext } from '#platform/records/web/kinds.tsx';
import { sendJson } from '#platform/ui/api.ts';
import { FreeTextHint } from '#platform/ui/free-text-hint.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import './audit.css';

export interface QuestionAnswer {
  id: string;
  sampleId: string | null;
  kind: string;
  recordId: string;
  field: string | null;
  state: 'open' | 'answered' | 'settled';
  name?: { code: string; en: string; zh: string };
  messages: {
    says: 'ask' | 'answer' | 'settle';
    words: string | null;
    at: string;
    actorName: { en: string; zh: string };
  }[];
}

export interface MayTalk {
  ask: boolean;
  answer: boolean;
}

/** One thread with what its reader may do about it. */
export function Thread({ question, may, named }: { question: QuestionAnswer; may: MayTalk; named: boolean }) {
  const { t, local, has } = useWords();
  const instant = useInstant();
  const kind = useContext(KindsContext).get(question.kind);
  const { kind: kindId, recordId, field, state, sampleId, name, messages } = question;
  const title = name ? name.code || local(name) : t(kindId);
  const of = field ? (has(`${kindId}.${field}`) ? t(`${kindId}.${field}`) : field) : '';
  return (
    <article
      className={state === 'open' ? 'thread thread-open' : 'thread'}
      aria-label={t('audit.question.of', { record: title })}
    >
      <p>
        {named ? (
          <>
            <Link to={`/records/${kindId}/${recordId}`}>{title}</Link>{' '}
            <span className="secondary small">{kind ? t(kind.kind) : kindId}</span>{' '}
          </>
        ) : null}
        <span>{t(`audit.state.${state}`)}</span>
        {of ? <span className="secondary small"> · {t('audit.question.field', { field: of })}</span> : null}
        {sampleId ? (
          <>
            {' · '}
            <Link to={`/audit/${sampleId}`}>{t('audit.question.sample')}</Link>
          </>
        ) : null}
      </p>
      <ol>
        {messages.map((message) => (
          <li key={`${message.says}-${message.at}`}>
            <strong>{local(message.actorName)}</strong> {t(`action.${message.says}`)}{' '}
            <time className="secondary small" dateTime={message.at}>
              {instant(message.at)}
            </time>
            {message.words ? <p className="thread-words">{message.words}</p> : null}
          </li>
        ))}
      </ol>
      <Reply question={question} may={may} />
    </article>
  );
}

function Reply({ question, may }: { question: QuestionAnswer; may: MayTalk }) {
  const { t } = useWords();
  const { act, isBusyWith } = useAct();
  const id = useId();
  const [words, write] = useState('');
  const mayAnswer = may.answer && !may.ask && question.state !== 'settled';
  if (!mayAnswer && !may.ask) return null;
  const send = async (says: 'ask' | 'answer' | 'settle') => {
    const given = words.trim();
    await act(
      async () => {
        await sendJson('POST', `/audit/questions/${question.id}/${says}`, given === '' ? {} : { words: given });
        write('');
      },
      { as: says },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send(mayAnswer ? 'answer' : 'ask');
      }}
    >
      <label htmlFor={id} className="small secondary">
        {t(mayAnswer ? 'audit.answer.words' : 'audit.ask.further')}
      </label>
      <Input.TextArea
        id={id}
        aria-describedby={`${id}-hint`}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={2_000}
        value={words}
        onChange={({ target }) => write(target.value)}
      />
      <FreeTextHint id={`${id}-hint`} />
      {mayAnswer ? <p className="small secondary">{t('audit.answer.papers')}</p> : null}
      <div className="thread-steps">
        <Button
          type={mayAnswer ? 'primary' : 'default'}
          htmlType="submit"
          disabled={words.trim() === ''}
          loading={isBusyWith('answer') || isBusyWith('ask')}
        >
          {t(mayAnswer ? 'audit.answer.do' : 'audit.ask.further')}
        </Button>
        {may.ask && question.state !== 'settled' ? (
          <Button loading={isBusyWith('settle')} onClick={() => void send('settle')}>
            {t('audit.settle.do')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
