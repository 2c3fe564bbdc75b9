// Which uses are exempt, up to how much, and until which day for which category of equipment.
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import type { ExemptionTold, PackAnswer } from '../model/pack-answer.ts';
import { shownPpm } from '../rules/shown-limit.ts';
import { PackCell, type PackColumn, PackTable } from './pack-table.tsx';
import { usePackWords } from './pack-words.ts';
import { VerifiedMark } from './verified-mark.tsx';

/** Categories that have the same last day, in the order of their days. */
function byLastDay({ until, passed }: ExemptionTold) {
  const days = Map.groupBy(Object.entries(until), ([, last]) => last ?? '');
  return [...days]
    .map(([last, entries]) => ({
      last: last === '' ? null : last,
      categories: entries.map(([category]) => category),
      hasPassed: passed[entries[0]?.[0] ?? ''] ?? false,
    }))
    .sort((one, other) => ((one.last ?? '9') < (other.last ?? '9') ? -1 : 1));
}

/** Whether it may be claimed today: a renewal applied for in time keeps it beyond its day. */
function standingOf(hasPassed: boolean, renewalPending: boolean): { status: Status; word: string } {
  if (!hasPassed) return { status: 'on_track', word: renewalPending ? 'pendingAhead' : 'valid' };
  return renewalPending ? { status: 'at_risk', word: 'pending' } : { status: 'behind', word: 'expired' };
}

/** Last days with their categories, below one mark for all of them that stand alike. */
function LastDays({ of }: { of: ExemptionTold }) {
  const { t, day, list } = usePackWords();
  const alike = Map.groupBy(byLastDay(of), ({ hasPassed }) => hasPassed);
  return [...alike].map(([hasPassed, days]) => {
    const { status, word } = standingOf(hasPassed, of.renewalPending);
    return (
      <div key={word} className="pack-days">
        <StatusMark status={status} words={t(`substances.pack.${word}`)} />
        <ul>
          {days.map(({ last, categories }) => (
            <li key={last ?? ''}>
              {last === null ? t('substances.pack.noEnd') : day(last)}{' '}
              <span className="secondary">
                {categories.includes('all')
                  ? t('substances.pack.allCategories')
                  : t('substances.pack.categories', { list: list(categories) })}
              </span>
            </li>
          ))}
        </ul>
      </div>
    );
  });
}

/** The exemptions of an edition. */
export function Exemptions({ pack }: { pack: PackAnswer }) {
  const { t, local, list } = usePackWords();
  if (pack.exemptions.length === 0) return null;
  const columns = {
    code: { title: t('substances.pack.code') },
    what: { title: t('substances.pack.what') },
    of: { title: t('substances.pack.exempts') },
    limit: { title: t('substances.pack.ownLimit'), right: true },
    until: { title: t('substances.pack.lastDay'), wide: true },
    source: { title: t('substances.packs.source') },
  } as const satisfies Record<string, PackColumn>;
  const labels = new Map(pack.restrictions.map(({ id, label }) => [id, label]));
  const title = t('substances.packs.exemptions');
  return (
    <section className="board" id="exemptions" aria-labelledby="exemptions-title">
      <h2 className="board-title" id="exemptions-title">
        {title}
      </h2>
      <PackTable label={title} columns={Object.values(columns)}>
        {pack.exemptions.map((one) => (
          <tr key={one.id}>
            <th scope="row">{one.code}</th>
            <PackCell {...columns.what}>{local(one.label)}</PackCell>
            <PackCell {...columns.of}>{list(one.of.map((id) => local(labels.get(id)) || id))}</PackCell>
            <PackCell {...columns.limit}>
              {one.limitPpm === null ? (
                <span className="secondary">{t('substances.pack.noOwnLimit')}</span>
              ) : (
                `${shownPpm(one.limitPpm)} mg/kg`
              )}
            </PackCell>
            <PackCell {...columns.until}>
              <LastDays of={one} />
            </PackCell>
            <PackCell {...columns.source}>
              <VerifiedMark verified={one.verified} />
              <span className="secondary pack-below pack-source">{one.source}</span>
            </PackCell>
          </tr>
        ))}
      </PackTable>
    </section>
  );
}
