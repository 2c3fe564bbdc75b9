// What lies in the store of this stream: as last known, with what is kept here and not sent yet.
import { type CalendarDate, calendarDate } from '#period/calendar-date.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { useWords } from '#platform/ui/language.tsx';
import type { KeptEntry } from '#platform/ui/offline/store.ts';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { Exact, tonnes } from '#units/quantity.ts';
import { showMass } from '#units/show.ts';
import type { StoredContainer } from '../../model/storage.ts';
import { containersInStore, storageAge } from '../../rules/storage-age.ts';
import { alarmMarks } from '../storage-answers.ts';
import type { BinAnswer, StockAnswer } from './bay-answers.ts';

/** Entries of this stream at this factory that the server does not have yet. */
const ofStream = (entries: readonly KeptEntry[], bin: BinAnswer) =>
  entries.filter(({ recorded, values }) => !recorded && values.site === bin.site.id && values.stream === bin.stream.id);

const massOf = ({ values }: KeptEntry) =>
  tonnes(((values.massTonnes ?? values.ownMassTonnes) as { value: string }).value);

/** The containers that stand there now, those of entries not sent yet among them; the longest-stored first. */
export function containersNow(
  stock: StockAnswer | undefined,
  entries: readonly KeptEntry[],
  bin: BinAnswer,
): StoredContainer[] {
  return containersInStore([
    ...(stock?.containers ?? []).map(({ container, sinceOn, massTonnes }) => ({
      container,
      movement: 'in' as const,
      movedOn: calendarDate(sinceOn),
      massTonnes: tonnes(massTonnes),
    })),
    ...ofStream(entries, bin).flatMap((entry) => {
      const { movement, container, movedOn } = entry.values;
      return typeof container === 'string' && (movement === 'in' || movement === 'out')
        ? [
            {
              container,
              movement: movement as 'in' | 'out',
              movedOn: movedOn as CalendarDate,
              takenAtMs: Date.parse(entry.takenAt),
              massTonnes: massOf(entry),
            },
          ]
        : [];
    }),
  ]);
}

/** Stock and oldest container, and as of when they are known. */
export function BayStock({
  stock,
  knownAt,
  entries,
  bin,
  today,
}: {
  stock: StockAnswer | undefined;
  knownAt: string;
  entries: readonly KeptEntry[];
  bin: BinAnswer;
  today: CalendarDate;
}) {
  const { t } = useWords();
  const instant = useInstant();
  const [oldest] = containersNow(stock, entries, bin);
  const age = oldest && storageAge(oldest.sinceOn, today, stock?.limitDays ?? 365);
  const kept = ofStream(entries, bin);
  const closing =
    stock?.closingMassTonnes == null
      ? undefined
      : kept.reduce((sum, entry) => {
          if (entry.values.movement === 'in') return sum.plus(massOf(entry));
          return entry.kind === 'waste.load' ? sum.minus(massOf(entry)) : sum;
        }, new Exact(stock.closingMassTonnes));
  return (
    <div className="bay-stock">
      <dl>
        <div>
          <dt>{t('waste.page.bay.stock')}</dt>
          <dd>
            <strong>{closing === undefined ? '—' : showMass(tonnes(closing))}</strong>
            {closing === undefined ? <span className="secondary"> {t('waste.page.bay.noOpening')}</span> : null}
          </dd>
        </div>
        <div>
          <dt>{t('waste.page.storage.oldest')}</dt>
          <dd>
            {oldest && age ? (
              <>
                <strong>{oldest.container}</strong>{' '}
                <StatusMark
                  status={alarmMarks[age.alarm]}
                  words={t(`waste.page.storage.alarm.${age.alarm}`, { days: age.days, limit: age.limitDays })}
                />
              </>
            ) : (
              t('waste.page.storage.empty')
            )}
          </dd>
        </div>
      </dl>
      <p className="secondary small">
        {t(kept.length > 0 ? 'waste.page.bay.knownWithKept' : 'waste.page.bay.knownAt', {
          at: instant(knownAt),
          count: kept.length,
        })}
      </p>
    </div>
  );
}
