// Who did what here, when and why: entries of a scope and period by day, each opening the records that it speaks of.
import { ExportOutlined } from '@ant-design/icons';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Modal, Segmented, Select } from 'antd';
import { useContext, useState } from 'react';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { KindsContext } from '#platform/records/web/kinds.tsx';
import { useAddress } from '#platform/ui/address.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Problem, Teach, Waiting } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { DownloadWithProgress } from './download-with-progress.tsx';
import { EntryRecords, type HistoryEntryAnswer } from './entry-records.tsx';
import { VerifyHistory } from './verify-history.tsx';
import './history.css';

/** What can be filtered by, in the order in which a record passes through it. */
const shownActions = [
  'record',
  'import',
  'submit',
  'review',
  'approve',
  'return',
  'void',
  'attach',
  'close',
  'reopen',
  'publish',
  'sample',
  'ask',
  'answer',
  'settle',
  'hand-over',
  'set',
] as const;

interface HistoryAnswer {
  entries: HistoryEntryAnswer[];
  next: string | null;
  head: { height: number; hash: string } | null;
}

interface Asked {
  by: 'records' | 'made';
  person?: string | undefined;
  kind?: string | undefined;
  action?: string | undefined;
}

function useAsked(): [Asked, (change: Partial<Asked>) => void] {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const asked: Asked = {
    by: search.by === 'made' ? 'made' : 'records',
    person: search.person,
    kind: search.kind,
    action: search.action,
  };
  const change = (to: Partial<Asked>) =>
    void navigate({ to: '.', replace: true, search: (now: object) => ({ ...now, ...to }) } as never);
  return [asked, change];
}

function Filters({ asked, change }: { asked: Asked; change: (to: Partial<Asked>) => void }) {
  const { t } = useWords();
  const nameOf = useActorName();
  const kinds = useContext(KindsContext);
  const { data } = useJson<{ people: { id: string; name: { en: string; zh: string } }[] }>('/history/people');
  const all = { value: '' };
  return (
    <div className="history-filters">
      <Segmented
        aria-label={t('history.page.by')}
        value={asked.by}
        options={(['records', 'made'] as const).map((value) => ({ value, label: t(`history.page.by.${value}`) }))}
        onChange={(by) => change({ by })}
      />
      <Labelled label={t('history.page.person')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={asked.person ?? ''}
            options={[
              { ...all, label: t('history.page.anybody') },
              ...(data?.people ?? []).map(({ id: actor, name }) => ({
                value: actor,
                label: nameOf({ actor, actorName: name }),
              })),
            ]}
            onChange={(person) => change({ person: person || undefined })}
          />
        )}
      </Labelled>
      <Labelled label={t('history.page.kind')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={asked.kind ?? ''}
            options={[
              { ...all, label: t('history.page.anyKind') },
              ...[...kinds.keys()].map((value) => ({ value, label: t(`${value}|many`) })),
            ]}
            onChange={(kind) => change({ kind: kind || undefined })}
          />
        )}
      </Labelled>
      <Labelled label={t('history.page.action')}>
        {(id) => (
          <Select
            id={id}
            value={asked.action ?? ''}
            options={[
              { ...all, label: t('history.page.anyAction') },
              ...shownActions.map((value) => ({ value, label: t(`action.${value}`) })),
            ]}
            onChange={(action) => change({ action: action || undefined })}
          />
        )}
      </Labelled>
    </div>
  );
}

/** Who acted: a person by name, or which part of the program. */
function useActorName(): (one: { actor: string; actorName: { en: string; zh: string } }) => string {
  const { t, local, has } = useWords();
  return ({ actor, actorName }) => (has(`actor.${actor}`) ? t(`actor.${actor}`) : local(actorName));
}

function Entry({ entry }: { entry: HistoryEntryAnswer }) {
  const { t, local, has, language } = useWords();
  const nameOf = useActorName();
  const organisation = useOrganisation();
  const [isOpen, open] = useState(false);
  const node = entry.scopeId ? organisation?.byId.get(entry.scopeId) : undefined;
  const time = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ hour: '2-digit', minute: '2-digit', hour12: false },
  }).format(new Date(entry.at));
  const what = entry.kind ? (has(`${entry.kind}|many`) ? t(`${entry.kind}|many`) : entry.kind) : '';
  const rows =
    entry.rows === 1 ? t('history.page.row') : t('history.page.rows', { count: entry.rows.toLocaleString('en') });
  const marks = [
    entry.kind ? rows : '',
    node ? local(node.name) : '',
    has(`via.${entry.via}`) ? t(`via.${entry.via}`) : entry.via,
    entry.sealed ? '' : t('history.page.unsealed'),
  ].filter(Boolean);
  return (
    <li>
      <button
        type="button"
        className="history-entry"
        aria-expanded={isOpen}
        title={t(isOpen ? 'history.page.shut' : 'history.page.open')}
        onClick={() => open(!isOpen)}
      >
        <time dateTime={entry.at}>{time}</time>
        <span>
          <strong>{nameOf(entry)}</strong>{' '}
          {entry.onBehalfOf ? `${t('review.history.for', { name: entry.onBehalfOf.map(local).join(', ') })} ` : ''}
          {has(`action.${entry.action}`) ? t(`action.${entry.action}`) : entry.action}
          {what ? `${language === 'zh' ? '' : ': '}${what}` : ''}
          {entry.reason ? <span className="history-reason">{entry.reason}</span> : null}
        </span>
        <span className="history-marks">{marks.join(' · ')}</span>
      </button>
      {isOpen ? <EntryRecords entry={entry} /> : null}
    </li>
  );
}

/** Entries below each other, a heading for each day; older ones are asked for by the button below. */
function Entries({ asked, before }: { asked: Asked; before?: string | undefined }) {
  const { t, language } = useWords();
  const { scope, period } = useAddress();
  const [isMore, more] = useState(false);
  const { data, error, isPending, refetch } = useJson<HistoryAnswer>('/history', {
    ...{ scope, period, by: asked.by, person: asked.person, kind: asked.kind, action: asked.action },
    ...{ limit: 60, before },
  });
  const days = new Map<string, HistoryEntryAnswer[]>();
  for (const entry of data?.entries ?? []) {
    const at = new Date(entry.at);
    const day = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <Waiting />;
  if (data.entries.length === 0 && before === undefined)
    return (
      <Teach title={t('history.page.empty')}>
        <p>{t(`history.page.empty.${asked.by}`)}</p>
      </Teach>
    );
  return (
    <>
      {[...days].map(([day, entries]) => (
        <section key={day} className="history-day" aria-label={labelDate(day as CalendarDate, language)}>
          <h2>{labelDate(day as CalendarDate, language)}</h2>
          <ul className="history-entries">
            {entries.map((entry) => (
              <Entry key={`${entry.seq}-${entry.n}`} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      {data.next && !isMore ? (
        <div>
          <Button onClick={() => more(true)}>{t('history.page.more')}</Button>
        </div>
      ) : null}
      {data.next && isMore ? <Entries asked={asked} before={data.next} /> : null}
      {data.head && before === undefined ? (
        <p className="small secondary history-head">
          {t('history.page.head', { height: data.head.height.toLocaleString('en'), hash: data.head.hash })}
        </p>
      ) : null}
    </>
  );
}

/** The page of the history. */
export function HistoryPage() {
  const { t } = useWords();
  const { scope, period } = useAddress();
  const [asked, change] = useAsked();
  const [isTaking, take] = useState(false);
  const mayVerify = useMay('settings.change');
  const mayTake = useMay('history.export');
  return (
    <Page
      title={t('history.page')}
      subtitle={t('history.page.subtitle')}
      actions={
        <>
          {mayVerify ? <VerifyHistory /> : null}
          {mayTake ? (
            <Button icon={<ExportOutlined aria-hidden="true" />} onClick={() => take(true)}>
              {t('history.page.export')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="history">
        <Filters asked={asked} change={change} />
        <Entries key={JSON.stringify([scope, period, asked])} asked={asked} />
      </div>
      <Modal open={isTaking} title={t('history.page.export.title')} footer={null} onCancel={() => take(false)}>
        <p>{t('history.page.export.text')}</p>
        <DownloadWithProgress
          path="/history/export.zip"
          params={{ scope, period, by: asked.by }}
          label={t('history.page.export.do')}
        />
      </Modal>
    </Page>
  );
}
