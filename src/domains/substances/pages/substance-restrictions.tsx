// Every restriction that names a substance: of which pack, by which clause, how much of what, from when.
import { Link } from '@tanstack/react-router';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import type { NamingTold } from '../model/substance.ts';
import { NO_DAY_YET } from '../rules/pack-days.ts';
import { shownLimit } from '../rules/shown-limit.ts';

/** Words of a restriction in the reader's language. */
function useTold() {
  const { t, local, language } = useWords();
  return {
    limit(one: NamingTold): string[] {
      const { intentional, measure } = one;
      const limit = shownLimit(one);
      const said = limit ? t('substances.one.limitPpm', { ...limit }) : t('substances.pack.presence');
      // Where adding it on purpose is all that is restricted, no amount is told.
      const amount = limit || !intentional ? [said] : [];
      const counted =
        measure.of === 'each'
          ? []
          : [
              t(
                `substances.measure.${measure.of}`,
                measure.of === 'element' ? { element: measure.element.replaceAll('+', ' + ') } : {},
              ),
            ];
      return [...amount, ...(intentional ? [t('substances.pack.onPurpose')] : []), ...counted];
    },
    through: ({ group, onlyByStructure }: NamingTold): string[] => [
      ...(group ? [t('substances.one.through', { group: local(group) })] : []),
      ...(onlyByStructure ? [t('substances.one.byStructure')] : []),
    ],
    holds({ standing, from, before }: NamingTold): string {
      const day = (date: string | null) => (date === null ? '' : labelDate(date as CalendarDate, language));
      if (standing === 'ended') return t('substances.one.ended', { before: day(before) });
      if (standing === 'now') return from ? t('substances.one.now', { from: day(from) }) : t('substances.one.nowOpen');
      return from !== null && from >= NO_DAY_YET
        ? t('substances.one.neverYet')
        : t('substances.one.later', { from: day(from) });
    },
  };
}

const marks = { now: 'on_track', later: 'provisional', ended: 'no_data' } as const;

function Pack({ one }: { one: NamingTold }) {
  const { t, local } = useWords();
  return (
    <>
      <Link to={`/substances/packs/${one.pack}` as never} search={{ edition: one.edition } as never}>
        {local(one.packTitle)}
      </Link>{' '}
      <span className="secondary substance-number">{one.edition}</span>
      {one.customer === null ? null : (
        <span className="substance-beside secondary">
          {t('substances.packs.ofCustomer', { customer: one.customer })}
        </span>
      )}
    </>
  );
}

function What({ one, saysUnverified }: { one: NamingTold; saysUnverified: boolean }) {
  const { t, local } = useWords();
  const told = useTold();
  return (
    <>
      {local(one.label)}
      {[
        one.customer === null ? one.clause : `${t('substances.lists.row')} ${one.clause}`,
        ...told.through(one),
        ...(saysUnverified && !one.verified ? [t('substances.one.unverified')] : []),
      ].map((text) => (
        <span key={text} className="substance-beside secondary">
          {text}
        </span>
      ))}
    </>
  );
}

function Limit({ one }: { one: NamingTold }) {
  const { t } = useWords();
  const [first, ...rest] = useTold().limit(one);
  return (
    <>
      <span className="substance-number">{first}</span>
      {[...rest, t(`substances.duty.${one.duty}`)].map((text) => (
        <span key={text} className="substance-beside secondary">
          {text}
        </span>
      ))}
    </>
  );
}

/** The restrictions of a substance, those in force first, customers' lists behind the law. */
export function SubstanceRestrictions({ restrictions }: { restrictions: readonly NamingTold[] }) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  const told = useTold();
  // Where no limit was checked, that is said once.
  const saysUnverified = restrictions.some(({ verified }) => verified);
  const keyOf = (one: NamingTold) => `${one.pack} ${one.edition} ${one.id}`;
  const since = (one: NamingTold) => <StatusMark status={marks[one.standing]} words={told.holds(one)} />;
  return (
    <section className="board">
      <h2 className="board-title">
        {t('substances.one.restrictions')}{' '}
        {restrictions.length > 0 ? <span className="secondary">{restrictions.length}</span> : null}
      </h2>
      {restrictions.length > 0 && !saysUnverified ? (
        <p className="side-text">{t('substances.one.noneVerified')}</p>
      ) : null}
      {restrictions.length === 0 ? (
        <p>{t('substances.one.noRestrictions')}</p>
      ) : isPhone ? (
        <ul className="substance-cards">
          {restrictions.map((one) => (
            <li key={keyOf(one)}>
              <strong>
                <Pack one={one} />
              </strong>
              <span>
                <What one={one} saysUnverified={saysUnverified} />
              </span>
              <span>
                <Limit one={one} />
              </span>
              <span className="secondary">{t(`substances.per.${one.per}`)}</span>
              {since(one)}
            </li>
          ))}
        </ul>
      ) : (
        <NumbersScroll label={t('substances.one.restrictions')}>
          <table className="numbers-table">
            <thead>
              <tr>
                <th scope="col">{t('substances.one.pack')}</th>
                <th scope="col">{t('substances.one.what')}</th>
                <th scope="col">{t('substances.one.limit')}</th>
                <th scope="col">{t('substances.one.per')}</th>
                <th scope="col">{t('substances.one.since')}</th>
              </tr>
            </thead>
            <tbody>
              {restrictions.map((one) => (
                <tr key={keyOf(one)}>
                  <th scope="row">
                    <Pack one={one} />
                  </th>
                  <td>
                    <What one={one} saysUnverified={saysUnverified} />
                  </td>
                  <td>
                    <Limit one={one} />
                  </td>
                  <td>{t(`substances.per.${one.per}`)}</td>
                  <td className="substance-since">{since(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </NumbersScroll>
      )}
    </section>
  );
}
