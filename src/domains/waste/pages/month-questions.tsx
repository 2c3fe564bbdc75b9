// What the month is asked before it is submitted: at most three, each answered in one line that travels with it.
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import type { AskedQuestion, WasteMonth } from '../model/month.ts';
import { MonthStep } from './month-step.tsx';

/** The step of the questions. `focus` counts presses of its key: each leads to the first that is open. */
export function MonthQuestions({ month, mayRecord, focus }: { month: WasteMonth; mayRecord: boolean; focus: number }) {
  const { t } = useWords();
  const open = month.questions.filter(({ explanation }) => !explanation);
  const first = open[0];
  const isRecorded = month.expected.some(({ records }) => records > 0) || month.unplanned.length > 0;
  return (
    <MonthStep
      number={4}
      title={t('waste.month-end.questions')}
      isDone={isRecorded && open.length === 0}
      said={
        !isRecorded
          ? t('waste.month-end.questionsLater')
          : month.questions.length === 0
            ? t('waste.month-end.noQuestions')
            : open.length === 0
              ? t('waste.month-end.answered', { count: month.questions.length })
              : month.moreQuestions > 0
                ? t('waste.month-end.more', { count: month.moreQuestions })
                : undefined
      }
      actions={open.length > 0 ? <kbd>Q</kbd> : null}
    >
      {month.questions.length > 0 ? (
        <ol className="month-questions">
          {month.questions.map((question) => (
            <Question
              key={`${question.question} ${question.streamId}`}
              question={question}
              month={month}
              mayRecord={mayRecord && !month.closed}
              focus={question === first ? focus : 0}
            />
          ))}
        </ol>
      ) : null}
    </MonthStep>
  );
}

interface QuestionProps {
  question: AskedQuestion;
  month: WasteMonth;
  mayRecord: boolean;
  focus: number;
}

function Question({ question, month, mayRecord, focus }: QuestionProps) {
  const { t } = useWords();
  const [typed, type] = useState('');
  const { act, isBusy } = useAct();
  const input = useRef<InputRef>(null);
  useEffect(() => {
    if (focus > 0) input.current?.focus();
  }, [focus]);
  const answer = async () => {
    if (typed.trim() === '') return;
    const values = {
      ...{ site: month.site.id, month: `${month.month}-01`, stream: question.streamId },
      ...{ question: question.question, explanation: typed.trim() },
    };
    await act(() => sendJson('PUT', `/records/waste.explanation/${uuidv7()}`, { values }));
  };
  return (
    <li className="month-question">
      <p>{question.words}</p>
      {question.explanation ? (
        <p className="month-answer">
          <span aria-hidden="true">✓ </span>
          {question.explanation.text}
        </p>
      ) : mayRecord ? (
        <Input
          ref={input}
          value={typed}
          maxLength={500}
          disabled={isBusy}
          aria-label={question.words}
          placeholder={t('waste.month-end.oneLine')}
          suffix={<kbd>Enter</kbd>}
          onChange={(event) => type(event.target.value)}
          onPressEnter={(event) => {
            if (!event.nativeEvent.isComposing) void answer();
          }}
        />
      ) : (
        <p className="secondary">{t('waste.month-end.notAnswered')}</p>
      )}
    </li>
  );
}
