// What will a validator ask for, how much of it is on record, and where does one mend what is missing?
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { Exact, exact, share } from '#units/quantity.ts';
import { showNumber, showShare } from '#units/show.ts';
import type { NamedGap, ReadinessAnswer, Ul2799Answer } from '../model/ul2799-answer.ts';

/** The mark of each state. */
const marks: Readonly<Record<string, Status>> = {
  ready: 'on_track',
  nearly: 'at_risk',
  not_ready: 'behind',
  nothing_to_prove: 'no_data',
  not_recorded: 'no_data',
};
const few = 3;

/** The list in which a gap is seen and mended, filtered on it. */
export function listOfGap(
  { check }: Pick<ReadinessAnswer, 'check'>,
  gap: NamedGap,
  { period, scope }: { period: string; scope: string },
): { to: string; search: Record<string, string> } {
  if (check === 'flow_map' || check === 'exclusions')
    return { to: '/records/waste.stream', search: { 'filter.code': gap.stream?.code ?? '' } };
  const first = gap.months[0];
  const search: Record<string, string | undefined> = {
    scope: gap.site ? `site:${gap.site.code}` : scope,
    period: check === 'months' && first ? first : period,
    which: check === 'months' ? undefined : 'counting',
    'filter.vendor': gap.vendor?.id,
    'filter.treatment': gap.treatment ?? undefined,
    'filter.stream': gap.stream?.id,
    'filter.document.number': gap.documents.length > 0 ? gap.documents.join(',') : undefined,
  };
  const known = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { to: '/records/waste.load', search: Object.fromEntries(known) };
}

function useGapText() {
  const { t, local } = useWords();
  return ({ check }: ReadinessAnswer, gap: NamedGap): string => {
    const key = check === 'exclusions' ? gap.what : check;
    return t(`waste.ul.gap.${key}`, {
      site: gap.site ? local(gap.site.name) : '',
      stream: gap.stream ? local(gap.stream.name) : '',
      vendor: gap.vendor ? local(gap.vendor.name) : '',
      treatment: gap.treatment ? t(`waste.treatment.${gap.treatment}`) : '',
      months: gap.months.join(', '),
      loads: gap.loads ?? '',
      tonnes: gap.massTonnes === null ? '' : showNumber(exact(gap.massTonnes), { decimals: 1 }),
    });
  };
}

function Gaps({ item, period, scope }: { item: ReadinessAnswer; period: string; scope: string }) {
  const { t } = useWords();
  const gapText = useGapText();
  const [isOpen, open] = useState(false);
  if (item.state === 'not_recorded') return <>{t('waste.ul.not_recorded')}</>;
  if (item.gaps.length === 0) return null;
  const shown = isOpen ? item.gaps : item.gaps.slice(0, few);
  const unshown = item.gapCount - item.gaps.length;
  return (
    <>
      <ul className="ul-gaps">
        {shown.map((gap) => {
          const { to, search } = listOfGap(item, gap, { period, scope });
          const text = gapText(item, gap);
          return (
            <li key={text}>
              <Link to={to as never} search={search as never}>
                {text}
              </Link>
            </li>
          );
        })}
        {isOpen && unshown > 0 ? <li className="side-text">{t('waste.ul.unshown', { count: unshown })}</li> : null}
      </ul>
      {item.gaps.length > few ? (
        <Button type="text" size="small" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
          {isOpen ? t('waste.ul.fewer') : t('waste.ul.more', { count: item.gapCount - few })}
        </Button>
      ) : null}
    </>
  );
}

function useCountText() {
  const { t, language } = useWords();
  return ({ unit, have, of }: ReadinessAnswer): string => {
    if (unit === null || exact(of).isZero()) return '—';
    const decimals = unit === 't' ? 1 : 0;
    return t(`waste.ul.unit.${unit}`, {
      have: showNumber(exact(have), { decimals }),
      of: showNumber(exact(of), { decimals }),
      share: showShare(share(new Exact(have).div(of)), { language }),
    });
  };
}

export function Readiness({
  readiness,
  list,
  period,
  scope,
}: Pick<Ul2799Answer, 'readiness' | 'list'> & { period: string; scope: string }) {
  const { t, local } = useWords();
  const countText = useCountText();
  const counted = (state: string) => readiness?.filter((item) => item.state === state).length ?? 0;
  return (
    <section className="board" aria-labelledby="ul-readiness-title">
      <h2 id="ul-readiness-title" className="board-title">
        {t('waste.ul.readiness')}
      </h2>
      {readiness === null ? (
        <p>{t('waste.ul.readiness.withheld')}</p>
      ) : (
        <>
          <p>
            {t('waste.ul.readiness.title', {
              ready: counted('ready'),
              nearly: counted('nearly'),
              count: readiness.length - counted('nothing_to_prove'),
            })}
          </p>
          <table className="numbers-table ul-items">
            <thead>
              <tr>
                {['item', 'state', 'count', 'gaps'].map((column) => (
                  <th key={column} scope="col">
                    {t(`waste.ul.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {readiness.map((item) => (
                <tr key={item.id}>
                  <th scope="row">
                    <strong>{local(item.label)}</strong>
                    <span className="side-text">{local(item.asks)}</span>
                  </th>
                  <td>
                    <StatusMark status={marks[item.state] ?? 'no_data'} words={t(`waste.ul.state.${item.state}`)} />
                  </td>
                  <td>{countText(item)}</td>
                  <td>
                    <Gaps item={item} period={period} scope={scope} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {list && !list.verified ? (
            <p className="side-text">{t('waste.ul.readiness.unverified', { edition: list.edition })}</p>
          ) : null}
        </>
      )}
    </section>
  );
}
