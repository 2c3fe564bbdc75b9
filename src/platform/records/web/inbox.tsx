// What waits for me, by month and factory, the oldest first; done in place with the keyboard.

import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Month } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { scopeOf, useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Teach } from '#platform/ui/page.tsx';
import { isTyping } from '#platform/ui/shortcuts.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { RecordState, Step } from './answers.ts';
import { ReturnDialog, useStep } from './bulk-bar.tsx';
import { lowered } from './kinds.tsx';
import { groupDigits } from './shown-value.ts';

interface InboxItem {
  kind: string;
  step: 'submit' | 'review' | 'approve' | 'fix';
  state: RecordState;
  scopeId: string;
  month: string | null;
  count: number;
  since: string | null;
  sumTonnes?: string | null;
}

const keyOf = (item: InboxItem) => [item.kind, item.state, item.scopeId, item.month].join(' ');

/** Groups of a month, the oldest month first. */
function byMonth(items: readonly InboxItem[]): { month: string | null; items: InboxItem[] }[] {
  const months = new Map<string | null, InboxItem[]>();
  for (const item of items) months.set(item.month, [...(months.get(item.month) ?? []), item]);
  return [...months]
    .sort(([one], [other]) => (one ?? '').localeCompare(other ?? ''))
    .map(([month, group]) => ({ month, items: group }));
}

/** The inbox page. */
export function Inbox() {
  const { t, language, local } = useWords();
  const organisation = useOrganisation();
  const navigate = useNavigate();
  const instant = useInstant();
  const { data, error, isPending, refetch } = useJson<{ items: InboxItem[] }>('/inbox', {}, { keep: true });
  const groups = byMonth(data?.items ?? []);
  const items = groups.flatMap((group) => group.items);
  const [place, move] = useState(0);
  const [returning, setReturning] = useState<InboxItem | undefined>();
  const [busy, setBusy] = useState<string | undefined>();
  const take = useAnyStep();
  const see = (item: InboxItem) => {
    const node = organisation?.byId.get(item.scopeId);
    void navigate({
      to: `/records/${item.kind}`,
      search: {
        scope: node ? scopeOf(node) : item.scopeId,
        ...(item.month ? { period: item.month } : {}),
        states: item.state,
      },
    } as never);
  };
  const run = async (item: InboxItem, step: Step, words?: string) => {
    setBusy(`${keyOf(item)} ${step}`);
    await take(item.kind, step, item, words);
    setBusy(undefined);
  };
  useInboxKeys({ items, place, move, see, run, giveBack: setReturning });
  return (
    <Page
      title={t('ui.place.inbox')}
      subtitle={t('ui.inbox.subtitle')}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
    >
      {items.length === 0 ? (
        <Teach title={t('ui.inbox.none')}>
          <p>{t('ui.inbox.noneText')}</p>
        </Teach>
      ) : (
        <div className="inbox">
          {groups.map((group) => (
            <section
              key={group.month ?? 'none'}
              aria-label={group.month ? labelMonth(group.month as Month, language) : t('ui.inbox.noMonth')}
            >
              <h2>{group.month ? labelMonth(group.month as Month, language) : t('ui.inbox.noMonth')}</h2>
              <ul>
                {group.items.map((item) => {
                  const index = items.indexOf(item);
                  const node = organisation?.byId.get(item.scopeId);
                  return (
                    <li key={keyOf(item)} className={index === place ? 'inbox-item inbox-here' : 'inbox-item'}>
                      <button
                        type="button"
                        className="inbox-what"
                        data-place={index}
                        onFocus={() => move(index)}
                        onClick={() => see(item)}
                      >
                        <strong>{node ? local(node.name) : item.scopeId.slice(0, 8)}</strong>
                        <span>
                          {t(`ui.inbox.${item.step}`, {
                            count: groupDigits(String(item.count)),
                            kind: lowered(t(item.count === 1 ? item.kind : `${item.kind}|many`)),
                          })}
                        </span>
                        {item.sumTonnes ? <span className="secondary">{groupDigits(item.sumTonnes, 3)} t</span> : null}
                        {item.since ? (
                          <span className="small secondary">{t('ui.inbox.since', { at: instant(item.since) })}</span>
                        ) : null}
                      </button>
                      <span className="inbox-actions">
                        {item.step === 'review' || item.step === 'approve' ? (
                          <Button size="small" onClick={() => setReturning(item)}>
                            {t('ui.step.return')}
                          </Button>
                        ) : null}
                        {item.step === 'fix' ? (
                          <Button size="small" type="primary" onClick={() => see(item)}>
                            {t('ui.inbox.fixNow')}
                          </Button>
                        ) : (
                          <Button
                            size="small"
                            type="primary"
                            loading={busy === `${keyOf(item)} ${item.step}`}
                            onClick={() => void run(item, item.step as Step)}
                          >
                            {t(`ui.step.${item.step}`)}
                          </Button>
                        )}
                      </span>
                    </li>
                  );
                })}
              </ul>
            </section>
          ))}
          <p className="small secondary inbox-keys">{t('ui.inbox.keys')}</p>
        </div>
      )}
      <ReturnDialog
        isOpen={returning !== undefined}
        count={returning?.count ?? 0}
        onClose={() => setReturning(undefined)}
        onReturn={async (words) => {
          if (returning) await run(returning, 'return', words);
        }}
      />
    </Page>
  );
}

/** A step over everything of a site and month that stands where the item says. */
function useAnyStep() {
  const take = useStep();
  return (kind: string, step: Step, item: InboxItem, words?: string) =>
    take(
      kind,
      step,
      { where: { scopeId: item.scopeId, ...(item.month ? { month: item.month } : {}) } },
      words === undefined ? undefined : [{ field: null, words }],
    );
}

interface InboxKeys {
  items: readonly InboxItem[];
  place: number;
  move: (place: number) => void;
  see: (item: InboxItem) => void;
  run: (item: InboxItem, step: Step) => Promise<void>;
  giveBack: (item: InboxItem) => void;
}

/** j and k move, Enter opens, e does the next step, b gives back with reasons. */
function useInboxKeys(keys: InboxKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const { items, place, move, run, giveBack } = latest.current;
      const item = items[place];
      const go = (to: number) => {
        move(to);
        document.querySelector<HTMLElement>(`[data-place="${to}"]`)?.focus();
      };
      if (event.key === 'j') go(Math.min(place + 1, items.length - 1));
      else if (event.key === 'k') go(Math.max(place - 1, 0));
      else if (event.key === 'e' && item && item.step !== 'fix') void run(item, item.step);
      else if (event.key === 'b' && item && (item.step === 'review' || item.step === 'approve')) giveBack(item);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
