// What waits for me, by due date; done in place with the keyboard, one by one or many at once.

import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { scopeOf, useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Teach } from '#platform/ui/page.tsx';
import { remember, remembered } from '#platform/ui/remembered.ts';
import { useMay } from '#platform/ui/session.tsx';
import { isTyping } from '#platform/ui/shortcuts.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { Step } from '../declare/review-steps.ts';
import type { ReviewNote } from './answers.ts';
import { useStep } from './bulk-bar.tsx';
import {
  byUrgency,
  type InboxItem,
  type InboxTask,
  isOthers,
  isPassed,
  isTask,
  keyOf,
  type Waits,
} from './inbox-items.ts';
import { InboxRow } from './inbox-row.tsx';
import { ReturnDialog } from './return-dialog.tsx';

interface InboxAnswer {
  items: InboxItem[];
  tasks: InboxTask[];
  /** the snapshot in which all of it was seen */
  seen: string;
  standingInFor: { personId: string; name: LocalText; beforeOn: CalendarDate }[];
}

/** The inbox page. */
export function Inbox() {
  const { t } = useWords();
  const organisation = useOrganisation();
  const navigate = useNavigate();
  const mayReview = useMay('records.review');
  const { data, error, isPending, refetch } = useJson<InboxAnswer>('/inbox', {}, { keep: true });
  const [isOnlyMine, showMine] = useState(() => remembered('inbox.mine', false));
  const groups = useMemo(() => {
    const all = [...(data?.items ?? []), ...(data?.tasks ?? [])];
    return byUrgency(isOnlyMine ? all.filter((item) => !isOthers(item)) : all, new Date());
  }, [data, isOnlyMine]);
  const items = groups.flatMap((group) => group.items);
  const [place, move] = useState(0);
  const [returning, setReturning] = useState<InboxItem | undefined>();
  const [busy, setBusy] = useState<string | undefined>();
  const [marked, mark] = useState<ReadonlySet<string>>(new Set());
  const take = useStep();
  const chosen = items.filter((item): item is InboxItem => !isTask(item) && marked.has(keyOf(item)));
  const see = (item: Waits) => {
    const node = organisation?.byId.get(item.scopeId);
    void navigate({
      to: isTask(item) ? item.to : `/records/${item.kind}`,
      search: {
        scope: node ? scopeOf(node) : item.scopeId,
        ...(item.month ? { period: item.month } : {}),
        ...(isTask(item) ? {} : { states: item.state }),
      },
    } as never);
  };
  const run = async (item: InboxItem, step: Step, words?: ReviewNote[]) => {
    setBusy(`${keyOf(item)} ${step}`);
    const { scopeId, month, state } = item;
    await take(
      item.kind,
      step,
      { where: { scopeId, state, ...(month ? { month } : {}), ...(data?.seen ? { seen: data.seen } : {}) } },
      words,
    );
    setBusy(undefined);
  };
  /** The next step of the chosen ones, or of the one that has the focus. */
  const runNext = async (of: readonly InboxItem[]) => {
    for (const item of of) if (item.step !== 'fix') await run(item, item.step);
    mark(new Set());
  };
  const toggle = (item: InboxItem) =>
    mark((now) => {
      const next = new Set(now);
      if (!next.delete(keyOf(item))) next.add(keyOf(item));
      return next;
    });
  const chooseAll = () =>
    mark(new Set(items.flatMap((item) => (!isTask(item) && isPassed(item) ? [keyOf(item)] : []))));
  const next = (item: InboxItem) => runNext(chosen.length > 0 ? chosen : [item]);
  useInboxKeys({ items, place, move, see, next, giveBack: setReturning, toggle, chooseAll });
  return (
    <Page
      title={t('ui.place.inbox')}
      subtitle={t('review.inbox.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      actions={
        <>
          {isOnlyMine || data?.items.some(isOthers) ? (
            <Segmented
              aria-label={t('inbox.whose')}
              value={isOnlyMine ? 'mine' : 'all'}
              options={[
                { value: 'all', label: t('inbox.everybodys') },
                { value: 'mine', label: t('inbox.onlyMine') },
              ]}
              onChange={(whose) => {
                remember('inbox.mine', whose === 'mine');
                showMine(whose === 'mine');
                move(0);
              }}
            />
          ) : null}
          {mayReview ? <LinkButton to="/account/delegation">{t('review.inbox.delegate')}</LinkButton> : null}
        </>
      }
    >
      <StandIns standingInFor={data?.standingInFor ?? []} />
      {items.length === 0 ? (
        <Teach title={t('ui.inbox.none')}>
          <p>{t('ui.inbox.noneText')}</p>
        </Teach>
      ) : (
        <div className="inbox">
          {groups.map((group) => (
            <section key={group.urgency} aria-label={t(`review.inbox.group.${group.urgency}`)}>
              <h2 className={group.urgency === 'overdue' ? 'inbox-overdue' : undefined}>
                {group.urgency === 'overdue' ? (
                  <span aria-hidden="true" className="status-sign">
                    ▼{' '}
                  </span>
                ) : null}
                {t(`review.inbox.group.${group.urgency}`)}
              </h2>
              <ul>
                {group.items.map((item) => (
                  <InboxRow
                    key={keyOf(item)}
                    item={item}
                    index={items.indexOf(item)}
                    isHere={items.indexOf(item) === place}
                    isMarked={marked.has(keyOf(item))}
                    busy={busy}
                    onFocus={move}
                    onSee={see}
                    onRun={run}
                    onReturn={setReturning}
                    onMark={toggle}
                  />
                ))}
              </ul>
            </section>
          ))}
          {chosen.length > 0 ? (
            <section className="bulk-bar inbox-bulk" aria-label={t('review.inbox.chosen', { count: chosen.length })}>
              <strong role="status">{t('review.inbox.chosen', { count: chosen.length })}</strong>
              <Button size="small" type="primary" loading={busy !== undefined} onClick={() => void runNext(chosen)}>
                {t('review.inbox.doChosen')}
              </Button>
              <Button size="small" type="text" onClick={() => mark(new Set())}>
                {t('review.inbox.unchoose')}
              </Button>
            </section>
          ) : null}
          <p className="small secondary inbox-keys">{t('review.inbox.keys')}</p>
        </div>
      )}
      <ReturnDialog
        isOpen={returning !== undefined}
        count={returning?.count ?? 0}
        onClose={() => setReturning(undefined)}
        onReturn={async (notes) => {
          if (returning) await run(returning, 'return', notes);
        }}
      />
    </Page>
  );
}

/** For whom one reviews today. */
function StandIns({ standingInFor }: Pick<InboxAnswer, 'standingInFor'>) {
  const { t, local, language } = useWords();
  if (standingInFor.length === 0) return null;
  return (
    <ul className="notice">
      {standingInFor.map(({ personId, name, beforeOn }) => (
        <li key={personId}>
          <Link to="/account/delegation">
            {t('review.inbox.standIn', { name: local(name), until: labelDate(addDays(beforeOn, -1), language) })}
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface InboxKeys {
  items: readonly Waits[];
  place: number;
  move: (place: number) => void;
  see: (item: Waits) => void;
  next: (item: InboxItem) => Promise<void>;
  giveBack: (item: InboxItem) => void;
  toggle: (item: InboxItem) => void;
  chooseAll: () => void;
}

/** j and k move, Enter opens, x and a choose, e does the next step, b gives back with reasons. */
function useInboxKeys(keys: InboxKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const { items, place, move, next, giveBack, toggle, chooseAll } = latest.current;
      const item = items[place];
      const go = (to: number) => {
        move(to);
        document.querySelector<HTMLElement>(`[data-place="${to}"]`)?.focus();
      };
      const mine = item && !isTask(item) ? item : undefined;
      if (event.key === 'j') go(Math.min(place + 1, items.length - 1));
      else if (event.key === 'k') go(Math.max(place - 1, 0));
      else if (event.key === 'a') chooseAll();
      else if (event.key === 'x' && mine && mine.step !== 'fix') toggle(mine);
      else if (event.key === 'e' && mine && mine.step !== 'fix') void next(mine);
      else if (event.key === 'b' && mine && isPassed(mine)) giveBack(mine);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
