// Who reviews for me while I am away, and for whom I do: given for days, taken back when they are over earlier.
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { addDays, type CalendarDate, isCalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { sendJson } from '#platform/ui/api.ts';
import { Labelled } from '#platform/ui/labelled.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Problem, Teach } from '#platform/ui/page.tsx';
import { useMay, useMe } from '#platform/ui/session.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { useJson } from '#platform/ui/use-json.ts';
import './review.css';

interface Delegation {
  id: string;
  from: { personId: string; name: LocalText };
  to: { personId: string; name: LocalText };
  scope: { id: string; name: LocalText } | null;
  fromOn: CalendarDate;
  beforeOn: CalendarDate;
  endedAt: string | null;
  holds: boolean;
}

interface Delegations {
  today: CalendarDate;
  given: Delegation[];
  received: Delegation[];
}

/** The page of delegations. */
export function DelegationPage() {
  const { t } = useWords();
  const mayReview = useMay('records.review');
  const { data, error, isPending, refetch } = useJson<Delegations>('/review/delegations', {}, { keep: true });
  const isBare = !mayReview && data?.received.length === 0 && data.given.length === 0;
  return (
    <Page
      title={t('review.delegation.title')}
      subtitle={t('review.delegation.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      empty={
        isBare ? (
          <Teach title={t('review.delegation.noneTitle')}>
            <p>{t('review.delegation.mine')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="settings">
          {mayReview ? <GiveForm today={data.today} /> : null}
          <section>
            <h2>{t('review.delegation.given')}</h2>
            <Listed of={data.given} who="to" today={data.today} none={t('review.delegation.nobodyForMe')} mayEnd />
          </section>
          <section>
            <h2>{t('review.delegation.received')}</h2>
            <Listed of={data.received} who="from" today={data.today} none={t('review.delegation.forNobody')} />
          </section>
        </div>
      ) : null}
    </Page>
  );
}

const EVERYTHING = 'all';

function GiveForm({ today }: { today: CalendarDate }) {
  const { t, local } = useWords();
  const { grants } = useMe();
  const organisation = useOrganisation();
  const [scope, meant] = useState(EVERYTHING);
  const [to, choose] = useState<string | undefined>();
  const [fromOn, begin] = useState<string>(today);
  const [until, end] = useState<string>(addDays(today, 6));
  const { act, isBusy } = useAct();
  const people = useJson<{ people: { personId: string; name: LocalText }[] }>('/review/delegates', {
    scope: scope === EVERYTHING ? undefined : scope,
  });
  const isWhole = to !== undefined && isCalendarDate(fromOn) && isCalendarDate(until) && fromOn <= until;
  const scopes = [...new Set(grants.map(({ scopeId }) => scopeId))].flatMap((id) => {
    const node = organisation?.byId.get(id);
    return node ? [{ value: id, label: local(node.name) }] : [];
  });
  const send = async () => {
    const wanted = {
      ...{ id: uuidv7(), to, scopeId: scope === EVERYTHING ? null : scope, fromOn },
      beforeOn: addDays(until as CalendarDate, 1),
    };
    const done = t('review.delegation.done');
    if (await act(() => sendJson('POST', '/review/delegations', wanted), { done })) choose(undefined);
  };
  return (
    <form
      className="delegation-form"
      aria-label={t('review.delegation.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Labelled label={t('review.delegation.what')}>
        {(id) => (
          <Select
            id={id}
            className="full-width"
            value={scope}
            options={[{ value: EVERYTHING, label: t('review.delegation.everything') }, ...scopes]}
            onChange={(chosen: string) => {
              meant(chosen);
              choose(undefined);
            }}
          />
        )}
      </Labelled>
      <Labelled label={t('review.delegation.to')}>
        {(id) => (
          <Select
            id={id}
            className="full-width"
            showSearch={{ optionFilterProp: 'label' }}
            loading={people.isPending}
            value={to ?? null}
            notFoundContent={t('review.delegation.toNone')}
            options={(people.data?.people ?? []).map(({ personId, name }) => ({ value: personId, label: local(name) }))}
            onChange={(chosen: string) => choose(chosen)}
          />
        )}
      </Labelled>
      <Labelled label={t('review.delegation.from')}>
        {(id) => (
          <Input id={id} type="date" min={today} value={fromOn} onChange={({ target }) => begin(target.value)} />
        )}
      </Labelled>
      <Labelled label={t('review.delegation.until')}>
        {(id) => <Input id={id} type="date" min={fromOn} value={until} onChange={({ target }) => end(target.value)} />}
      </Labelled>
      <div className="delegation-send">
        <Button type="primary" htmlType="submit" disabled={!isWhole} loading={isBusy}>
          {t('review.delegation.send')}
        </Button>
        {isWhole ? null : <span className="small secondary">{t('review.delegation.pick')}</span>}
      </div>
      {people.error ? <Problem error={people.error} /> : null}
    </form>
  );
}

function standingOf({ holds, endedAt, fromOn }: Delegation, today: CalendarDate): 'holds' | 'later' | 'over' | 'ended' {
  if (endedAt !== null) return 'ended';
  if (holds) return 'holds';
  return fromOn > today ? 'later' : 'over';
}

function Listed({
  of,
  who,
  today,
  none,
  mayEnd = false,
}: {
  of: readonly Delegation[];
  who: 'from' | 'to';
  today: CalendarDate;
  none: string;
  mayEnd?: boolean;
}) {
  const { t, local, language } = useWords();
  const { act, isBusyWith } = useAct();
  if (of.length === 0) return <p className="secondary">{none}</p>;
  const takeBack = (id: string) =>
    act(() => sendJson('POST', `/review/delegations/${id}/end`, {}), {
      done: t('review.delegation.takenBack'),
      as: id,
    });
  return (
    <ul className="delegations">
      {of.map((one) => {
        const standing = standingOf(one, today);
        return (
          <li key={one.id}>
            <strong>{local(one[who].name)}</strong>
            <span>
              {t('review.delegation.days', {
                from: labelDate(one.fromOn, language),
                until: labelDate(addDays(one.beforeOn, -1), language),
              })}
            </span>
            <span className="secondary">{one.scope ? local(one.scope.name) : t('review.delegation.everything')}</span>
            <span className="state-more">{t(`review.delegation.state.${standing}`)}</span>
            {mayEnd && (standing === 'holds' || standing === 'later') ? (
              <Button size="small" loading={isBusyWith(one.id)} onClick={() => void takeBack(one.id)}>
                {t('review.delegation.takeBack')}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
