// One meter read by eye: the number is judged at once, and stays only when it is right or explained.
import { useEffect, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useWords } from '#platform/ui/language.tsx';
import { type KeptPhoto, keepEntry } from '#platform/ui/offline/store.ts';
import { PhotoButton } from '#platform/ui/phone/photo-button.tsx';
import type { HandReadingQuestion } from '../../rules/hand-reading.ts';
import { questionsAt, typedCount } from '../../rules/round-meter.ts';
import { Field } from './field.tsx';
import { localMinute } from './local-minute.ts';
import { MeterCard } from './meter-card.tsx';
import { READING, type RoundMeterAnswer } from './round-answers.ts';

/** Questions about a number, and what can be done: correct it, explain it, or say that the meter was replaced. */
function Asked({
  questions,
  reason,
  onReason,
  onCorrect,
  onStays,
  onReplaced,
}: {
  questions: readonly HandReadingQuestion[];
  reason: string;
  onReason: (reason: string) => void;
  onCorrect: () => void;
  onStays: () => void;
  onReplaced: () => void;
}) {
  const { t } = useWords();
  return (
    <section className="round-asked" role="alert">
      {questions.map((question) => (
        <div key={question}>
          <h2>{t(`water.hand-question.${question}`)}</h2>
          <p>{t(`water.round.ask.${question}`)}</p>
        </div>
      ))}
      <Field label={t('water.round.why')} value={reason} onChange={onReason} />
      <div className="phone-actions">
        <button type="button" className="phone-button phone-primary" onClick={onCorrect}>
          {t('water.round.correct')}
        </button>
        <button type="button" className="phone-button" disabled={reason.trim() === ''} onClick={onStays}>
          {t('water.round.stays')}
        </button>
        <button type="button" className="phone-button" onClick={onReplaced}>
          {t('water.round.replaced')}
        </button>
      </div>
    </section>
  );
}

export function ReadingEntry({
  meter,
  personId,
  onKept,
  onReplaced,
}: {
  meter: RoundMeterAnswer;
  personId: string;
  onKept: () => void;
  onReplaced: () => void;
}) {
  const { t } = useWords();
  const [typed, type] = useState('');
  const [chosenAt, choose] = useState<string>();
  const [reason, setReason] = useState('');
  const [photo, setPhoto] = useState<KeptPhoto | null>(null);
  const [asked, ask] = useState<readonly HandReadingQuestion[]>([]);
  const [hasFailed, fail] = useState(false);
  const [nowMs, tick] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  const count = typedCount(typed);
  const atMs = chosenAt === undefined ? nowMs : Date.parse(chosenAt);
  const isReady = count !== undefined && !Number.isNaN(atMs);

  const keep = async (confirmed: readonly HandReadingQuestion[]) => {
    if (count === undefined) return;
    const readAt = new Date(chosenAt === undefined ? Date.now() : atMs).toISOString();
    try {
      await keepEntry({
        ...{ id: uuidv7(), personId, kind: READING, takenAt: readAt, photo, photoKind: 'photo' },
        values: {
          ...{ site: meter.site.id, meter: meter.id, readAt, count },
          ...{ confirmed: confirmed.length > 0 ? [...confirmed] : null, reason: reason.trim() || null },
        },
        ...{ state: 'waiting', recorded: false, refusal: null, sentAt: null },
        shown: { code: meter.code, nameEn: meter.name.en ?? '', nameZh: meter.name.zh ?? '', number: count },
      });
    } catch {
      // The disk is full, or the browser keeps nothing: the number stays on the screen until it is kept.
      return fail(true);
    }
    onKept();
  };
  const press = () => {
    if (count === undefined) return;
    const questions = questionsAt(meter, atMs, count);
    if (questions.length === 0) void keep([]);
    else ask(questions);
  };
  return (
    <>
      <MeterCard meter={meter} atMs={atMs} />
      {asked.length > 0 ? (
        <>
          <p className="phone-confirm-mass">{typed}</p>
          <Asked
            questions={asked}
            reason={reason}
            onReason={setReason}
            onCorrect={() => ask([])}
            onStays={() => void keep(asked)}
            onReplaced={onReplaced}
          />
        </>
      ) : (
        <form
          className="phone-section"
          onSubmit={(event) => {
            event.preventDefault();
            press();
          }}
        >
          <Field label={t('water.round.reading')} value={typed} onChange={type} isCount isLarge />
          {chosenAt === undefined ? (
            <button
              type="button"
              className="phone-button round-quiet"
              onClick={() => choose(localMinute(new Date(nowMs)))}
            >
              {t('water.round.otherTime')}
            </button>
          ) : (
            <Field
              label={t('water.hand-reading.readAt')}
              type="datetime-local"
              value={chosenAt}
              max={localMinute(new Date(nowMs))}
              onChange={choose}
            />
          )}
          <PhotoButton label={t('water.round.photo')} photo={photo} onPhoto={setPhoto} />
          <Field label={t('water.round.note')} value={reason} onChange={setReason} />
          <div className="phone-actions">
            <button type="submit" className="phone-button phone-primary" disabled={!isReady}>
              {t('ui.phone.keep')}
            </button>
            {meter.span ? (
              <button type="button" className="phone-button" onClick={onReplaced}>
                {t('water.round.replaced')}
              </button>
            ) : null}
          </div>
        </form>
      )}
      {hasFailed ? (
        <p className="phone-refused" role="alert">
          {t('ui.phone.notKept')}
        </p>
      ) : null}
    </>
  );
}
