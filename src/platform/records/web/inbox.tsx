// What waits for me, by month and factory, the oldest first; done in place with the keyboard.

import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import { labelDate, labelMonth } from '#period/label.ts';
import { type Language, lowered } from '#platform/i18n/words.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { scopeOf, useOrganisation } from '#platform/ui/organisation.ts';
import { Page, Teach } from '#platform/ui/page.tsx';
import { isTyping } from '#platform/ui/shortcuts.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { RecordState, Returned, ReviewNote, Step } from './answers.ts';
import { useStep } from './bulk-bar.tsx';
import { useKind } from './kinds.tsx';
import { ReturnDialog } from './return-dialog.tsx';
import { ReturnedWords } from './returned-words.tsx';
import { groupDigits } from './shown-value.ts';

/** What a domain knows to wait beyond steps of review: a sentence, and the page on which it is done. */
interface InboxTask {
  task: string;
  to: string;
  scopeId: string;
  month: string | null;
  count: number;
  facts?: Readonly<Record<string, string | number>>;
}

interface InboxItem {
  kind: string;
  step: 'submit' | 'review' | 'approve' | 'fix';
  state: RecordState;
  scopeId: string;
  month: string | null;
  count: number;
  since: string | null;
  sumTonnes?: string | null;
  /** the returned records among them, with the reviewers' words */
  returned?: (Returned & { name: { code: string; en: string; zh: string } })[];
}
type Waits = InboxItem | InboxTask;
const isTask = (waits: Waits): waits is InboxTask => 'task' in waits;

const keyOf = (item: Waits) =>
  [isTask(item) ? item.task : `${item.kind} ${item.state}`, item.scopeId, item.month].join(' ');

/** Groups of a month, the oldest month first. */
function byMonth(items: readonly Waits[]): { month: string | null; items: Waits[] }[] {
  const months = new Map<string | null, Waits[]>();
  for (const item of items) months.set(item.month, [...(months.get(item.month) ?? []), item]);
  return [...months]
    .sort(([one], [other]) => (one ?? '').localeCompare(other ?? ''))
    .map(([month, group]) => ({ month, items: group }));
}

/** The inbox page. */
export function Inbox() {
  const { t, language } = useWords();
  const organisation = useOrganisation();
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useJson<{ items: InboxItem[]; tasks: InboxTask[] }>(
    '/inbox',
    {},
    { keep: true },
  );
  const groups = byMonth([...(data?.items ?? []), ...(data?.tasks ?? [])]);
  const items = groups.flatMap((group) => group.items);
  const [place, move] = useState(0);
  const [returning, setReturning] = useState<InboxItem | undefined>();
  const [busy, setBusy] = useState<string | undefined>();
  const take = useAnyStep();
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
                {group.items.map((item) => (
                  <InboxRow
                    key={keyOf(item)}
                    item={item}
                    index={items.indexOf(item)}
                    isHere={items.indexOf(item) === place}
                    busy={busy}
                    onFocus={move}
                    onSee={see}
                    onRun={run}
                    onReturn={setReturning}
                  />
                ))}
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
        onReturn={async (notes) => {
          if (returning) await run(returning, 'return', notes);
        }}
      />
    </Page>
  );
}

/** A step over everything of a site and month that stands where the item says. */
function useAnyStep() {
  const take = useStep();
  return (kind: string, step: Step, item: InboxItem, words?: ReviewNote[]) =>
    take(kind, step, { where: { scopeId: item.scopeId, ...(item.month ? { month: item.month } : {}) } }, words);
}

interface RowProps {
  item: Waits;
  index: number;
  isHere: boolean;
  busy: string | undefined;
  onFocus: (index: number) => void;
  onSee: (item: Waits) => void;
  onRun: (item: InboxItem, step: Step) => Promise<void>;
  onReturn: (item: InboxItem) => void;
}

/** Facts of a task as its reader says them: a date, whose name ends in `On`, in words. */
const factsInWords = (facts: InboxTask['facts'], language: Language): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(facts ?? {}).map(([name, value]) => [
      name,
      name.endsWith('On') ? labelDate(value as CalendarDate, language) : value,
    ]),
  );

function InboxRow({ item, index, isHere, busy, onFocus, onSee, onRun, onReturn }: RowProps) {
  const { t, has, local, language } = useWords();
  const organisation = useOrganisation();
  const instant = useInstant();
  const node = organisation?.byId.get(item.scopeId);
  const said = isTask(item)
    ? t(item.count === 1 && has(`${item.task}|one`) ? `${item.task}|one` : item.task, {
        count: groupDigits(String(item.count)),
        ...factsInWords(item.facts, language),
      })
    : t(`ui.inbox.${item.step}`, {
        count: groupDigits(String(item.count)),
        kind: lowered(t(item.count === 1 ? item.kind : `${item.kind}|many`)),
      });
  return (
    <li className={isHere ? 'inbox-item inbox-here' : 'inbox-item'}>
      <button
        type="button"
        className="inbox-what"
        data-place={index}
        onFocus={() => onFocus(index)}
        onClick={() => onSee(item)}
      >
        <strong>{node ? local(node.name) : item.scopeId.slice(0, 8)}</strong>
        <span>{said}</span>
        {!isTask(item) && item.sumTonnes ? <span className="secondary">{groupDigits(item.sumTonnes, 3)} t</span> : null}
        {!isTask(item) && item.since ? (
          <span className="small secondary">{t('ui.inbox.since', { at: instant(item.since) })}</span>
        ) : null}
      </button>
      <span className="inbox-actions">
        {isTask(item) ? (
          <Button size="small" type="primary" onClick={() => onSee(item)}>
            {t(`${item.task}|do`)}
          </Button>
        ) : (
          <Steps item={item} busy={busy} onSee={onSee} onRun={onRun} onReturn={onReturn} />
        )}
      </span>
      {isTask(item) ? null : <ReturnedRows item={item} />}
    </li>
  );
}

function Steps({
  item,
  busy,
  onSee,
  onRun,
  onReturn,
}: Pick<RowProps, 'busy' | 'onSee' | 'onRun' | 'onReturn'> & { item: InboxItem }) {
  const { t } = useWords();
  const { step } = item;
  if (step === 'fix')
    return (
      <Button size="small" type="primary" onClick={() => onSee(item)}>
        {t('ui.inbox.fixNow')}
      </Button>
    );
  return (
    <>
      {step === 'review' || step === 'approve' ? (
        <Button size="small" onClick={() => onReturn(item)}>
          {t('ui.step.return')}
        </Button>
      ) : null}
      <Button
        size="small"
        type="primary"
        loading={busy === `${keyOf(item)} ${step}`}
        onClick={() => void onRun(item, step)}
      >
        {t(`ui.step.${step}`)}
      </Button>
    </>
  );
}

/** Which records were returned, in the reviewers' words; each opens on its field. */
function ReturnedRows({ item }: { item: InboxItem }) {
  const { t, local } = useWords();
  const kind = useKind(item.kind);
  if (!kind || !item.returned || item.returned.length === 0) return null;
  return (
    <ul className="inbox-returned">
      {item.returned.map((one) => (
        <li key={one.id}>
          <span className="inbox-row-name">{one.name.code || local(one.name) || t(kind.kind)}</span>
          <ReturnedWords kind={kind} returned={one} />
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
      else if (event.key === 'e' && item && !isTask(item) && item.step !== 'fix') void run(item, item.step);
      else if (event.key === 'b' && item && !isTask(item) && (item.step === 'review' || item.step === 'approve'))
        giveBack(item);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
