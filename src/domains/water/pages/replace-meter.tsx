// A meter is replaced: what the old one showed at last, the new one with its number and what it shows, and a photo.
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { sendJson, uploadFile } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import type { MeterPlaceAnswer } from '../model/meter-place.ts';
import { isEnough, isLower, replacementValues, type Said } from './replacement.ts';
import { localMinute } from './round/local-minute.ts';
import './findings.css';

const kind = 'water.meter-span';
type Change = (part: Partial<Said>) => void;

/** A count that is typed with the number pad. */
function Count({ word, value, onChange }: { word: string; value: string; onChange: (value: string) => void }) {
  const { t } = useWords();
  return (
    <Labelled label={t(word)}>
      {(id) => (
        <Input
          id={id}
          inputMode="decimal"
          maxLength={28}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Labelled>
  );
}

function Fields({ said, change, last }: { said: Said; change: Change; last: MeterPlaceAnswer['last'] }) {
  const { t } = useWords();
  const instant = useInstant();
  const lower = isLower(said.end, last);
  return (
    <>
      <Labelled label={t('water.replace.at')}>
        {(id) => (
          <Input
            id={id}
            type="datetime-local"
            max={localMinute(new Date())}
            value={said.at}
            onChange={({ target }) => change({ at: target.value })}
          />
        )}
      </Labelled>
      <div>
        <Count word="water.replace.end" value={said.end} onChange={(end) => change({ end })} />
        {last ? (
          <p className="secondary">{t('water.replace.last', { count: last.count, at: instant(last.at) })}</p>
        ) : null}
        {lower ? <p role="alert">{t('water.replace.lower')}</p> : null}
      </div>
      <Labelled label={t('water.replace.serial')}>
        {(id) => (
          <Input
            id={id}
            maxLength={60}
            value={said.serial}
            onChange={({ target }) => change({ serial: target.value })}
          />
        )}
      </Labelled>
      <Count word="water.replace.start" value={said.start} onChange={(start) => change({ start })} />
      <Count
        word="water.meter-span.m3PerCount"
        value={said.m3PerCount}
        onChange={(m3PerCount) => change({ m3PerCount })}
      />
      <Labelled label={t(lower ? 'water.replace.reasonNeeded' : 'water.meter-span.reason')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={300}
            value={said.reason}
            onChange={({ target }) => change({ reason: target.value })}
          />
        )}
      </Labelled>
    </>
  );
}

function Form({ place, span }: { place: MeterPlaceAnswer; span: NonNullable<MeterPlaceAnswer['span']> }) {
  const { t } = useWords();
  const { act, isBusy } = useAct();
  const navigate = useNavigate();
  const photo = useRef<HTMLInputElement>(null);
  const [recordId] = useState(() => uuidv7());
  const [said, say] = useState<Said>({
    ...{ at: localMinute(new Date()), serial: '', end: '', start: '0', m3PerCount: span.m3PerCount, reason: '' },
  });
  const replace = async () => {
    const values = replacementValues({ siteId: place.site.id, meterId: place.id, span }, said);
    await sendJson('PUT', `/records/${kind}/${recordId}`, { values });
    const file = photo.current?.files?.[0];
    if (file) await uploadFile('/evidence', file, { kind, record: recordId, evidenceKind: 'photo' }, () => undefined);
  };
  const send = async () => {
    if (await act(replace, { done: t('water.replace.done') })) await navigate({ to: '/water' as never });
  };
  return (
    <section className="finding-close replace-meter">
      <p className="secondary">{t('water.replace.text', { serial: span.serial })}</p>
      <Fields said={said} change={(part) => say({ ...said, ...part })} last={place.last} />
      <Labelled label={t('water.replace.photo')}>
        {(id) => <input id={id} ref={photo} type="file" accept="image/*" capture="environment" />}
      </Labelled>
      <Button type="primary" disabled={!isEnough(said, place.last)} loading={isBusy} onClick={() => void send()}>
        {t('water.replace.send')}
      </Button>
    </section>
  );
}

/** The page on which a meter is replaced. */
export function ReplaceMeterPage() {
  const { t, local } = useWords();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data: place, error, isPending, refetch } = useJson<MeterPlaceAnswer>(`/water/meters/${id}/place`);
  return (
    <Page
      title={t('water.replace.title')}
      subtitle={place ? `${local(place.site.name)} · ${place.code} ${local(place.name)}` : undefined}
      loading={isPending}
      error={place ? undefined : error}
      onRetry={() => void refetch()}
      actions={<LinkButton to="/water">{t('water.meters.title')}</LinkButton>}
      empty={
        place && !(place.span && place.mayRecord) ? (
          <Teach
            title={t(place.span ? 'water.replace.mayNot' : 'water.replace.nothing.title')}
            actions={
              place.mayRecord ? (
                <LinkButton primary to="/records/water.meter-span/new">
                  {t('water.replace.nothing.do')}
                </LinkButton>
              ) : undefined
            }
          />
        ) : undefined
      }
    >
      {place?.span && place.mayRecord ? <Form place={place} span={place.span} /> : null}
    </Page>
  );
}
