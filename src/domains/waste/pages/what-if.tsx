// What if part of a stream went elsewhere: sliders, and the rates that the same rules make of the same sums in this browser.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo } from 'react';
import { readPeriod, wholeMonths } from '#period/period.ts';
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useOrganisation } from '#platform/ui/organisation.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { subtract, tonnes } from '#units/quantity.ts';
import { streamNotRecorded } from '../model/flow.ts';
import { readTreatmentTable } from '../model/treatment.ts';
import { readUl2799Levels } from '../model/ul2799-levels.ts';
import type { ConversionDefinition } from '../rules/conversion-rate.ts';
import { convertedRows } from '../rules/rate-parts.ts';
import { afterMoves, ratesOf } from '../rules/what-if.ts';
import { type CaseAnswer, type Flow, type FlowsAnswer, flowRowsIn, flowsIn } from './analysis-answers.ts';
import { useStreamNames } from './flow-chart.tsx';
import { moveInAddress, movesInAddress, movesOf, type SetMove } from './what-if-address.ts';
import { WhatIfRates } from './what-if-rates.tsx';
import { WhatIfSlider } from './what-if-slider.tsx';

/** Streams that are shown at once. */
const shownFirst = 8;

/** The settings of the address, and how to change them. */
function useMoves() {
  const { moves } = useSearch({ strict: false }) as { moves?: string };
  const navigate = useNavigate();
  const set = useMemo(() => movesInAddress(moves), [moves]);
  const change = (next: readonly SetMove[]) =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, moves: next.map(moveInAddress).join(',') || undefined }),
      replace: true,
      resetScroll: false,
    } as never);
  return { set, change };
}

export function WhatIf({ answer, definition }: { answer: FlowsAnswer; definition: ConversionDefinition }) {
  const { t } = useWords();
  const { scope, period } = useAddress();
  const { set, change } = useMoves();
  const site = useOrganisation()?.find(scope);
  const cases = useJson<{ cases: readonly CaseAnswer[] }>('/waste/cases').data?.cases ?? [];
  const nameOf = useStreamNames(answer.streams);
  const counting = useMemo(
    () => ({ definition, table: readTreatmentTable(answer.packs['waste-treatments']) }),
    [definition, answer],
  );
  const levels = useMemo(() => readUl2799Levels(answer.packs['ul2799-levels']), [answer]);
  const rows = useMemo(() => flowRowsIn(answer), [answer]);
  const { flows, losing } = useMemo(() => losingFirst(rows, counting), [rows, counting]);
  const known = set.filter((one) =>
    flows.some((flow) => flow.streamId === one.streamId && flow.treatment === one.from),
  );
  const measure = useMemo(() => ({ levels, twelveMonths: answer.twelveMonths }), [levels, answer]);
  const now = useMemo(() => ratesOf(rows, counting, measure), [rows, counting, measure]);
  const then = ratesOf(afterMoves(rows, movesOf(known)), counting, measure);
  const asked = readPeriod(period);
  const months = asked && wholeMonths(asked);
  const isMoved = (flow: Flow) => known.some((one) => one.streamId === flow.streamId && one.from === flow.treatment);
  const first = flows.filter((flow, at) => at < Math.min(shownFirst, losing) || isMoved(flow));
  const others = flows.filter((flow) => !first.includes(flow));
  const slider = (flow: Flow) => (
    <WhatIfSlider
      key={`${flow.streamId} ${flow.treatment}`}
      flow={flow}
      name={nameOf(flow.streamId)}
      stream={answer.streams.find(({ id }) => id === flow.streamId)}
      move={known.find((one) => one.streamId === flow.streamId && one.from === flow.treatment)}
      cases={cases}
      siteId={site?.type === 'site' ? site.id : undefined}
      months={months}
      onChange={(next) =>
        change([
          ...known.filter((one) => one.streamId !== flow.streamId || one.from !== flow.treatment),
          ...(next ? [next] : []),
        ])
      }
    />
  );
  return (
    <div className="what-if">
      <div className="board what-if-rates">
        <WhatIfRates now={now} then={then} target={answer.target} levels={levels} />
        <p className="side-text">{t('waste.what-if.method')}</p>
        <Button size="small" disabled={known.length === 0} onClick={() => change([])}>
          {t('waste.what-if.reset')}
        </Button>
      </div>
      <section className="board" aria-labelledby="what-if-title">
        <h2 id="what-if-title" className="board-title">
          {t('waste.what-if.title')}
        </h2>
        {site?.type === 'site' ? null : <p className="side-text">{t('waste.what-if.planNeedsSite')}</p>}
        <h3 className="what-if-part">{t('waste.what-if.sliders')}</h3>
        {first.map(slider)}
        {others.length > 0 ? (
          <details className="more-below">
            <summary>{t('waste.what-if.others', { count: others.length })}</summary>
            {others.map(slider)}
          </details>
        ) : null}
      </section>
    </div>
  );
}

/** The flows whose mass could be moved, those first of which the rate loses most, and how many lose anything. */
function losingFirst(
  rows: ReturnType<typeof flowRowsIn>,
  counting: Parameters<typeof convertedRows>[1],
): { flows: Flow[]; losing: number } {
  const lost = new Map<string, ReturnType<typeof tonnes>>();
  for (const row of convertedRows(rows, counting)) {
    const key = `${row.streamId} ${row.treatment}`;
    const own = subtract(row.massTonnes, row.convertedMassTonnes);
    lost.set(key, tonnes((lost.get(key) ?? tonnes(0)).plus(own)));
  }
  const lostOf = (flow: Flow) => lost.get(`${flow.streamId} ${flow.treatment}`) ?? tonnes(0);
  const flows = flowsIn(rows)
    .filter((flow) => flow.streamId !== streamNotRecorded)
    .sort((one, other) => lostOf(other).cmp(lostOf(one)) || other.massTonnes.cmp(one.massTonnes));
  return { flows, losing: flows.filter((flow) => lostOf(flow).gt(0)).length };
}
