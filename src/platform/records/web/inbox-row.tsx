// One line of the inbox: where, what, by when, for whom, and the steps that can be taken in place.
import { Button, Checkbox } from 'antd';
import type { CalendarDate, Month } from '#period/calendar-date.ts';
import { labelDate, labelMonth } from '#period/label.ts';
import { type Language, lowered } from '#platform/i18n/words.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import type { Step } from '../declare/review-steps.ts';
import { dueOf, type InboxItem, type InboxTask, isPassed, isTask, keyOf, type Waits } from './inbox-items.ts';
import { useKind } from './kinds.tsx';
import { ReturnedWords } from './returned-words.tsx';
import { groupDigits } from './shown-value.ts';

interface RowProps {
  item: Waits;
  index: number;
  isHere: boolean;
  isMarked: boolean;
  busy: string | undefined;
  onFocus: (index: number) => void;
  onSee: (item: Waits) => void;
  onRun: (item: InboxItem, step: Step) => Promise<void>;
  onReturn: (item: InboxItem) => void;
  onMark: (item: InboxItem) => void;
}

/** Facts of a task as its reader says them: a date, whose name ends in `On`, in words. */
const factsInWords = (facts: InboxTask['facts'], language: Language): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(facts ?? {}).map(([name, value]) => [
      name,
      name.endsWith('On') ? labelDate(value as CalendarDate, language) : value,
    ]),
  );

/** A line. */
export function InboxRow({ item, index, isHere, isMarked, busy, onFocus, onSee, onRun, onReturn, onMark }: RowProps) {
  const { t, local, language } = useWords();
  const organisation = useOrganisation();
  const node = organisation?.byId.get(item.scopeId);
  const where = node ? local(node.name) : item.scopeId.slice(0, 8);
  const said = isTask(item)
    ? t(item.task, {
        count: groupDigits(String(item.count)),
        ...factsInWords(item.facts, language),
      })
    : t(`ui.inbox.${item.step}`, {
        count: groupDigits(String(item.count)),
        kind: lowered(t(item.count === 1 ? item.kind : `${item.kind}|many`)),
      });
  const month = item.month ? labelMonth(item.month as Month, language) : t('ui.inbox.noMonth');
  return (
    <li className={isHere ? 'inbox-item inbox-here' : 'inbox-item'}>
      {isTask(item) || !isPassed(item) ? (
        <span className="inbox-mark" />
      ) : (
        <Checkbox
          className="inbox-mark"
          aria-label={t('review.inbox.choose', { what: `${where}, ${month}: ${said}` })}
          checked={isMarked}
          onChange={() => onMark(item)}
        />
      )}
      <button
        type="button"
        className="inbox-what"
        data-place={index}
        onFocus={() => onFocus(index)}
        onClick={() => onSee(item)}
      >
        <strong>{where}</strong>
        <span className="inbox-month">{month}</span>
        <span>{said}</span>
        {!isTask(item) && item.for ? (
          <span className="state-more">{t('review.inbox.for', { name: local(item.for.name) })}</span>
        ) : null}
        {isTask(item) ? null : <OwnShare item={item} />}
        <Dates item={item} />
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

/** Of what several people of a factory wrote: how much of it is the reader's own to finish. */
function OwnShare({ item: { count, mine = 0, handedOver = 0 } }: { item: InboxItem }) {
  const { t } = useWords();
  return (
    <>
      {mine > 0 && mine < count ? <span className="small secondary">{t('inbox.mine', { count: mine })}</span> : null}
      {handedOver > 0 ? <span className="inbox-handed">{t('inbox.handedOver', { count: handedOver })}</span> : null}
    </>
  );
}

/** By when, and with whom it has lain: the reviewers' days stand apart from the factory's. */
function Dates({ item }: { item: Waits }) {
  const { t, language } = useWords();
  const instant = useInstant();
  if (isTask(item)) return null;
  const dueOn = dueOf(item);
  if (dueOn === null)
    return item.since && item.step === 'submit' ? (
      <span className="small secondary">{t('ui.inbox.since', { at: instant(item.since) })}</span>
    ) : null;
  const { overdueDays, withReviewersDays } = item;
  return (
    <span className="small secondary inbox-dates">
      <span>{t('review.inbox.due', { on: labelDate(dueOn, language) })}</span>
      {overdueDays > 0 ? (
        <span className="status status-behind">
          <span aria-hidden="true" className="status-sign">
            ▼
          </span>
          {t('review.inbox.overdue', { days: overdueDays })}
        </span>
      ) : null}
      {withReviewersDays > 0 ? <span>{t('review.inbox.withReviewers', { days: withReviewersDays })}</span> : null}
    </span>
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
      {isPassed(item) ? (
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
