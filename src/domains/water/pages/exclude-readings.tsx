// Taking a time of a meter's readings out of the count: from when, until when, what flowed meanwhile, and why.
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { getJson, sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { exclusionEffects } from '../model/meter.ts';
import { factoryInstant, type MeterTold } from './meter-answers.ts';

const kind = 'water.reading-exclusion';
const nothing = { from: '', before: '', effect: undefined as string | undefined, reason: '' };

function Form({ meter, onDone }: { meter: MeterTold; onDone: () => void }) {
  const { t } = useWords();
  const { act, isBusy } = useAct();
  const [recordId] = useState(() => uuidv7());
  const [said, say] = useState(nothing);
  const { from, before, effect, reason } = said;
  const isEnough = from !== '' && before > from && effect !== undefined && reason.trim() !== '';
  const exclude = async () => {
    const { revision } = await sendJson<{ revision: number }>('PUT', `/records/${kind}/${recordId}`, {
      values: {
        ...{ site: meter.site.id, meter: meter.id, effect, reason: reason.trim() },
        ...{ startsAt: factoryInstant(meter.timeZone, from), endsBefore: factoryInstant(meter.timeZone, before) },
      },
    });
    const { hash } = (await getJson<{ record: { hash: string } }>(`/records/${kind}/${recordId}`)).record;
    await sendJson('POST', `/records/${kind}/steps/submit`, { records: [{ id: recordId, revision, hash }] });
  };
  const send = async () => {
    if (await act(exclude, { done: t('water.oneMeter.exclude.done') })) onDone();
  };
  return (
    <div className="meter-exclude">
      <p className="secondary">{t('water.oneMeter.exclude.text')}</p>
      <p className="secondary">{t('water.oneMeter.exclude.clock', { zone: meter.timeZone })}</p>
      {(['from', 'before'] as const).map((end) => (
        <Labelled key={end} label={t(`water.reading-exclusion.${end === 'from' ? 'startsAt' : 'endsBefore'}`)}>
          {(id) => (
            <Input
              id={id}
              type="datetime-local"
              value={said[end]}
              onChange={({ target }) => say({ ...said, [end]: target.value })}
            />
          )}
        </Labelled>
      ))}
      <Labelled label={t('water.reading-exclusion.effect')}>
        {(id) => (
          <Select
            id={id}
            {...(effect === undefined ? {} : { value: effect })}
            onChange={(chosen: string) => say({ ...said, effect: chosen })}
            options={exclusionEffects.map((one) => ({ value: one, label: t(`water.exclusion-effect.${one}`) }))}
          />
        )}
      </Labelled>
      <Labelled label={t('water.reading-exclusion.reason')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={300}
            value={reason}
            onChange={({ target }) => say({ ...said, reason: target.value })}
          />
        )}
      </Labelled>
      <Button type="primary" disabled={!isEnough} loading={isBusy} onClick={() => void send()}>
        {t('water.oneMeter.exclude.send')}
      </Button>
    </div>
  );
}

/** What opens the form, and the form. */
export function ExcludeReadings({ meter }: { meter: MeterTold }) {
  const { t } = useWords();
  const [isOpen, open] = useState(false);
  return (
    <>
      <Button className="meter-exclude-open" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
        {t('water.oneMeter.exclude.open')}
      </Button>
      {isOpen ? <Form meter={meter} onDone={() => open(false)} /> : null}
    </>
  );
}
