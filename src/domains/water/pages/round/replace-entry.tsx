// A meter is replaced while somebody stands before it: kept on the phone with a photo of either meter.
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { type KeptPhoto, keepEntry } from '#platform/ui/offline/store.ts';
import { PhotoButton } from '#platform/ui/phone/photo-button.tsx';
import { isEnough, isLower, replacementValues, type Said } from '../replacement.ts';
import { Field } from './field.tsx';
import { localMinute } from './local-minute.ts';
import { type RoundMeterAnswer, SPAN } from './round-answers.ts';

export function ReplaceEntry({
  meter,
  span,
  personId,
  onKept,
  onBack,
}: {
  meter: RoundMeterAnswer;
  span: NonNullable<RoundMeterAnswer['span']>;
  personId: string;
  onKept: () => void;
  onBack: () => void;
}) {
  const { t, local } = useWords();
  const instant = useInstant();
  const [said, say] = useState<Said>({
    ...{ at: localMinute(new Date()), serial: '', end: '', start: '0', m3PerCount: span.m3PerCount, reason: '' },
  });
  const [before, setBefore] = useState<KeptPhoto | null>(null);
  const [after, setAfter] = useState<KeptPhoto | null>(null);
  const [hasFailed, fail] = useState(false);
  const change = (part: Partial<Said>) => say({ ...said, ...part });
  const { last } = meter;
  const lower = isLower(said.end, last);
  const keep = async () => {
    const [photo = null, ...morePhotos] = [before, after].filter((one) => one !== null);
    try {
      await keepEntry({
        ...{ id: uuidv7(), personId, kind: SPAN, takenAt: new Date().toISOString(), photo, morePhotos },
        values: replacementValues({ siteId: meter.site.id, meterId: meter.id, span }, said),
        ...{ photoKind: 'photo', state: 'waiting', recorded: false, refusal: null, sentAt: null },
        shown: {
          ...{ code: meter.code, nameEn: meter.name.en ?? '', nameZh: meter.name.zh ?? '' },
          number: said.serial.trim(),
        },
      });
    } catch {
      return fail(true);
    }
    onKept();
  };
  return (
    <section className="phone-section">
      <h2>
        {t('water.replace.title')} · {meter.code} {local(meter.name)}
      </h2>
      <p className="secondary">{t('water.replace.text', { serial: span.serial })}</p>
      <Field
        label={t('water.replace.at')}
        type="datetime-local"
        value={said.at}
        max={localMinute(new Date())}
        onChange={(at) => change({ at })}
      />
      <Field
        label={t('water.replace.end')}
        value={said.end}
        hint={
          last
            ? t('water.replace.last', { count: last.count, at: instant(new Date(last.atMs).toISOString()) })
            : undefined
        }
        onChange={(end) => change({ end })}
        isCount
      />
      {lower ? (
        <p className="phone-refused" role="alert">
          {t('water.replace.lower')}
        </p>
      ) : null}
      <PhotoButton label={t('water.round.photoOld')} photo={before} onPhoto={setBefore} />
      <Field label={t('water.replace.serial')} value={said.serial} onChange={(serial) => change({ serial })} />
      <Field label={t('water.replace.start')} value={said.start} onChange={(start) => change({ start })} isCount />
      <Field
        label={t('water.meter-span.m3PerCount')}
        value={said.m3PerCount}
        onChange={(m3PerCount) => change({ m3PerCount })}
        isCount
      />
      <PhotoButton label={t('water.round.photoNew')} photo={after} onPhoto={setAfter} />
      <Field
        label={t(lower ? 'water.replace.reasonNeeded' : 'water.meter-span.reason')}
        value={said.reason}
        onChange={(reason) => change({ reason })}
      />
      {hasFailed ? (
        <p className="phone-refused" role="alert">
          {t('ui.phone.notKept')}
        </p>
      ) : null}
      <div className="phone-actions">
        <button
          type="button"
          className="phone-button phone-primary"
          disabled={!isEnough(said, last)}
          onClick={() => void keep()}
        >
          {t('ui.phone.keep')}
        </button>
        <button type="button" className="phone-button" onClick={onBack}>
          {t('ui.phone.back')}
        </button>
      </div>
    </section>
  );
}
