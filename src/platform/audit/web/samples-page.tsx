// Samples of a scope: those that were drawn, and, for who may, the next one.
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, InputNumber, Segmented, Select } from 'antd';
import { useContext, useState } from 'react';
import { labelPeriod } from '#period/label.ts';
import { parsePeriod } from '#period/period.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { KindsContext } from '#platform/records/web/kinds.tsx';
import { useAddress } from '#platform/ui/address.ts';
import { sendJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { mostSampled, printSampleHow, readSampleHow, type SampleHow } from '../how.ts';
import './audit.css';

interface Listed {
  id: string;
  at: string;
  actorName: { en: string; zh: string };
  scopeId: string;
  period: string;
  kinds: string[];
  how: string;
  note: string | null;
  count: number;
  questions: { open: number; answered: number; settled: number };
}

/** How a sample was drawn, in a few words. */
export function useHowSaid(): (how: string, kind: string | undefined) => string {
  const { t } = useWords();
  return (text, kind) => {
    const how = readSampleHow(text);
    if (!how) return text;
    return how.by === 'seed'
      ? t('audit.how.seed.long', { count: how.count, seed: how.seed })
      : t('audit.how.top.long', { count: how.count, field: kind ? t(`${kind}.${how.field}`) : how.field });
  };
}

const drawable = (kind: RecordKind) => kind.owner === 'site' && kind.effective !== undefined;
const quantities = (kind: RecordKind | undefined) =>
  [...(kind?.all ?? [])].flatMap(([path, of]) => (['quantity', 'decimal', 'integer'].includes(of.type) ? [path] : []));

function Draw() {
  const { t } = useWords();
  const all = useContext(KindsContext);
  const { scope, period } = useAddress();
  const navigate = useNavigate();
  const kindsToDraw = [...all.values()].filter(drawable);
  const [kinds, chooseKinds] = useState<string[]>(['waste.load']);
  const [by, chooseBy] = useState<'seed' | 'top'>('seed');
  const [count, chooseCount] = useState(10);
  const [seed, typeSeed] = useState('');
  const [field, chooseField] = useState<string | undefined>();
  const [note, typeNote] = useState('');
  const { act, isBusy } = useAct();
  const [first = ''] = kinds;
  const fields = quantities(all.get(first));
  const of =
    field && fields.includes(field) ? field : (fields.find((path) => /^counting/.test(path)) ?? fields[0] ?? '');
  const how: SampleHow = by === 'seed' ? { by, count, seed } : { by, count, field: of };
  const isRight = kinds.length > 0 && readSampleHow(printSampleHow(how)) !== undefined;
  const asked = { scope, period, kinds: (by === 'seed' ? kinds : [first]).join(',') };
  const { data } = useJson<{ populations: { kind: string; count: number }[] }>(
    '/audit/population',
    // Of which records is asked before a seed is typed.
    { ...asked, how: by === 'seed' ? `seed:${count}:-` : printSampleHow(how) },
    { enabled: kinds.length > 0, keep: true },
  );
  const draw = () =>
    act(async () => {
      const { id } = await sendJson<{ id: string }>('POST', '/audit/samples', {
        ...{ ...asked, how: printSampleHow(how) },
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      });
      void navigate({ to: `/audit/${id}` } as never);
    });
  const options = kindsToDraw.map(({ kind }) => ({ value: kind, label: t(`${kind}|many`) }));
  return (
    <section className="audit-board" aria-labelledby="audit-draw">
      <h2 id="audit-draw">{t('audit.draw')}</h2>
      <div className="audit-draw">
        <Segmented
          aria-label={t('audit.draw.how')}
          value={by}
          options={(['seed', 'top'] as const).map((value) => ({ value, label: t(`audit.how.${value}`) }))}
          onChange={chooseBy}
        />
        <Labelled label={t('audit.draw.kinds')}>
          {(id) =>
            by === 'seed' ? (
              <Select id={id} mode="multiple" value={kinds} onChange={chooseKinds} options={options} />
            ) : (
              <Select id={id} value={first} onChange={(kind) => chooseKinds([kind])} options={options} />
            )
          }
        </Labelled>
        <Labelled label={t('audit.draw.count')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={mostSampled}
              precision={0}
              value={count}
              onChange={(given) => (given ? chooseCount(given) : undefined)}
            />
          )}
        </Labelled>
        {by === 'seed' ? (
          <Labelled label={t('audit.draw.seed')}>
            {(id) => <Input id={id} value={seed} maxLength={40} onChange={({ target }) => typeSeed(target.value)} />}
          </Labelled>
        ) : (
          <Labelled label={t('audit.draw.field')}>
            {(id) => (
              <Select
                id={id}
                value={of}
                onChange={chooseField}
                options={fields.map((value) => ({ value, label: t(`${first}.${value}`) }))}
              />
            )}
          </Labelled>
        )}
        <Labelled label={t('audit.note')}>
          {(id) => <Input id={id} value={note} maxLength={500} onChange={({ target }) => typeNote(target.value)} />}
        </Labelled>
      </div>
      {by === 'seed' ? <p className="small secondary">{t('audit.draw.seed.text')}</p> : null}
      {by === 'seed' && seed !== '' && !isRight ? (
        <p className="field-error" role="alert">
          {t('audit.draw.seed.wrong')}
        </p>
      ) : null}
      <div className="audit-draw-end">
        <Button type="primary" disabled={!isRight} loading={isBusy} onClick={() => void draw()}>
          {t('audit.draw.do')}
        </Button>
        <span className="small secondary" role="status">
          {data?.populations
            .map(({ kind, count: there }) =>
              t('audit.draw.population', { count: there.toLocaleString('en'), kind: t(`${kind}|many`) }),
            )
            .join(' · ')}
        </span>
      </div>
      <p className="small secondary">{t('audit.draw.kept')}</p>
    </section>
  );
}

function SampleLine({ sample }: { sample: Listed }) {
  const { t, local, language } = useWords();
  const instant = useInstant();
  const organisation = useOrganisation();
  const said = useHowSaid();
  const node = organisation?.byId.get(sample.scopeId);
  const { open, answered, settled } = sample.questions;
  return (
    <li>
      <span>
        <Link to={`/audit/${sample.id}`}>
          {[node ? local(node.name) : '', labelPeriod(parsePeriod(sample.period), language)]
            .filter(Boolean)
            .join(' · ')}
        </Link>{' '}
        {sample.kinds.map((kind) => t(`${kind}|many`)).join(', ')} · {t('audit.count', { count: sample.count })}
        <br />
        <span className="small secondary">
          {said(sample.how, sample.kinds[0])}
          {sample.note ? ` · ${sample.note}` : ''}
        </span>
      </span>
      <span className="small secondary">
        {t('audit.sample.by', { name: local(sample.actorName), at: instant(sample.at) })}
        <br />
        {open + answered + settled > 0 ? t('audit.questions.count', { open, answered, settled }) : null}
      </span>
    </li>
  );
}

/** The auditor's room. */
export function SamplesPage() {
  const { t } = useWords();
  const { scope } = useAddress();
  const mayDraw = useMay('audit.sample');
  const { data, error, isPending, refetch } = useJson<{ samples: Listed[] }>('/audit/samples', { scope });
  return (
    <Page
      title={t('audit.page')}
      subtitle={t('audit.page.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      <div className="audit">
        {mayDraw ? <Draw /> : null}
        {data && data.samples.length > 0 ? (
          <section className="audit-board" aria-labelledby="audit-samples">
            <h2 id="audit-samples">{t('audit.samples')}</h2>
            <ul className="audit-list">
              {data.samples.map((sample) => (
                <SampleLine key={sample.id} sample={sample} />
              ))}
            </ul>
          </section>
        ) : (
          <Teach title={t('audit.samples.none')}>
            <p>{t('audit.samples.none.text')}</p>
          </Teach>
        )}
      </div>
    </Page>
  );
}
