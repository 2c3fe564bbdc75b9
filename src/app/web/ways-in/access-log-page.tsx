// The log of access: who came in, and who took what in bulk; filtered, and as a file.
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { addressOf, getJson } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { type AccessEvent, useSaid } from './said.ts';
import './ways-in.css';
import { TableScroll } from '#platform/ui/table-scroll.tsx';

interface Answer {
  events: AccessEvent[];
  hasMore: boolean;
}
interface Filter {
  personId?: string | undefined;
  what?: string | undefined;
  outcome?: string | undefined;
  from?: string | undefined;
  /** the last day, which counts */
  to?: string | undefined;
}

const kinds = [
  ...['sign-in', 'sign-out', 'session-ended', 'password-set', 'second-factor-on', 'second-factor-off'],
  ...['passkey-added', 'passkey-removed', 'link-made', 'link-used', 'export', 'file', 'key', 'not-allowed'],
];
const paramsOf = ({ to, ...rest }: Filter) => ({
  ...rest,
  before: to ? dayjs(to).add(1, 'day').format('YYYY-MM-DD') : undefined,
});

export function AccessLogPage() {
  const { t, local } = useWords();
  const says = useSaysRefusal();
  const [filter, choose] = useState<Filter>({});
  const [older, addOlder] = useState<Answer[]>([]);
  const params = paramsOf(filter);
  const { data, error, isPending, refetch } = useJson<Answer>('/access-log', params, { keep: true });
  const { data: accounts } = useJson<{ people: { personId: string; userName: string; name: LocalText }[] }>('/people');
  const change = (said: Filter) => {
    addOlder([]);
    choose((before) => ({ ...before, ...said }));
  };
  const pages = data ? [data, ...older] : [];
  const events = pages.flatMap((page) => page.events);
  const last = pages.at(-1);
  const more = async () => {
    try {
      const next = await getJson<Answer>('/access-log', { ...params, after: events.at(-1)?.id });
      addOlder((before) => [...before, next]);
    } catch (problem) {
      says(problem);
    }
  };
  const day = (name: 'from' | 'to') => (
    <DatePicker
      aria-label={t(`waysIn.log.${name}`)}
      placeholder={t(`waysIn.log.${name}`)}
      value={filter[name] ? dayjs(filter[name]) : null}
      onChange={(chosen) =>
        change({ [name]: chosen && !Array.isArray(chosen) ? chosen.format('YYYY-MM-DD') : undefined })
      }
    />
  );
  return (
    <Page
      title={t('waysIn.log.title')}
      subtitle={t('waysIn.log.subtitle')}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={data ? <Button href={addressOf('/access-log.csv', params)}>{t('waysIn.log.csv')}</Button> : undefined}
    >
      <div className="log-filters">
        <Select
          aria-label={t('waysIn.log.person')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('waysIn.log.everybody')}
          value={filter.personId}
          options={(accounts?.people ?? []).map((one) => ({
            value: one.personId,
            label: `${local(one.name)} (${one.userName})`,
          }))}
          onChange={(personId?: string) => change({ personId })}
        />
        <Select
          aria-label={t('waysIn.log.what')}
          allowClear
          placeholder={t('waysIn.log.all')}
          value={filter.what}
          options={kinds.map((kind) => ({ value: kind, label: t(`waysIn.what.${kind}`) }))}
          onChange={(what?: string) => change({ what })}
        />
        <Select
          aria-label={t('waysIn.log.outcome')}
          allowClear
          placeholder={t('waysIn.log.both')}
          value={filter.outcome}
          options={['done', 'refused'].map((one) => ({ value: one, label: t(`waysIn.outcome.${one}`) }))}
          onChange={(outcome?: string) => change({ outcome })}
        />
        {day('from')}
        {day('to')}
      </div>
      {data && events.length === 0 ? (
        <Teach title={t('waysIn.log.none.title')}>
          <p>{t('waysIn.log.none.text')}</p>
        </Teach>
      ) : (
        <Events events={events} />
      )}
      {last?.hasMore ? (
        <Button className="log-more" onClick={() => void more()}>
          {t('waysIn.log.more')}
        </Button>
      ) : null}
    </Page>
  );
}

function Events({ events }: { events: readonly AccessEvent[] }) {
  const { t, local } = useWords();
  const instant = useInstant();
  const said = useSaid();
  const columns = ['at', 'person', 'what', 'outcome', 'subject', 'network', 'device'] as const;
  return (
    <TableScroll label={t('waysIn.log.title')}>
      <table className="records records-plain records-cards">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`waysIn.log.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <td>{instant(event.at)}</td>
              <td>
                {event.person ? `${local(event.person.name)} (${event.person.userName})` : t('waysIn.log.nobody')}
              </td>
              <td data-label={t('waysIn.log.what')}>{t(`waysIn.what.${event.what}`)}</td>
              <td data-label={t('waysIn.log.outcome')}>{t(`waysIn.outcome.${event.outcome}`)}</td>
              <td data-label={t('waysIn.log.subject')}>{said.subject(event.subject)}</td>
              <td data-label={t('waysIn.log.network')}>{event.network ?? '—'}</td>
              <td data-label={t('waysIn.log.device')}>{said.device(event.device)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
