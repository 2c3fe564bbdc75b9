// The rates of a what-if beside those of today, with the distance to the target, the gate and the cap.
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { hasValue } from '#units/outcome.ts';
import { exactText, type Share, scale, share, subtract, type Tonnes } from '#units/quantity.ts';
import { showChange, showPoints, showShare } from '#units/show.ts';
import { showFigure } from '#units/show-figure.ts';
import type { Ul2799Levels } from '../model/ul2799-levels.ts';
import type { ratesOf } from '../rules/what-if.ts';
import type { FlowsAnswer } from './analysis-answers.ts';

type Rates = ReturnType<typeof ratesOf>;

/** A value of both, where both have one. */
function valuesOf(rates: Rates) {
  const { owner, ul2799, diverted, disposed } = rates;
  return {
    owner: hasValue(owner) ? owner.value : null,
    ulTotal: hasValue(ul2799) ? ul2799.totalShare : null,
    ulNonThermal: hasValue(ul2799) ? ul2799.nonThermalShare : null,
    ulCredited: hasValue(ul2799) ? ul2799.creditedShare : null,
    diverted: hasValue(diverted) ? diverted.value : null,
    disposed: hasValue(disposed) ? disposed.value : null,
  };
}

const lines = ['owner', 'ulTotal', 'ulNonThermal', 'ulCredited', 'diverted', 'disposed'] as const;
const isMass = (line: (typeof lines)[number]) => line === 'diverted' || line === 'disposed';

/** What is missing to the target, or by how much it is passed. */
function Distance({ then, target }: { then: Rates; target: NonNullable<FlowsAnswer['target']> }) {
  const { t, language } = useWords();
  if ('noData' in then.owner) return null;
  const step = share(target.value);
  const distance = subtract(then.owner.value, step);
  const { totalMassTonnes, convertedMassTonnes } = then.owner.inputs;
  const missing = subtract(scale(totalMassTonnes as Tonnes, step), convertedMassTonnes as Tonnes);
  const words = distance.gte(0)
    ? t('waste.what-if.reached', { points: showPoints(distance).replace('+', '') })
    : t('waste.what-if.missing', {
        points: showPoints(distance).replace('−', ''),
        mass: showFigure(exactText(missing), 't', language),
      });
  return (
    <p>
      {t('waste.what-if.target', { year: target.year, printed: target.printed })}{' '}
      <StatusMark status={distance.gte(0) ? 'on_track' : 'behind'} words={words} />
    </p>
  );
}

export function WhatIfRates({
  now,
  then,
  target,
  levels,
}: {
  now: Rates;
  then: Rates;
  target: FlowsAnswer['target'];
  levels: Ul2799Levels;
}) {
  const { t, language } = useWords();
  const [before, after] = [valuesOf(now), valuesOf(then)];
  const percent = (value: Share) => showShare(value, { language });
  const said = (line: (typeof lines)[number], value: Share | Tonnes | null) =>
    value === null ? '—' : isMass(line) ? showFigure(exactText(value), 't', language) : percent(value as Share);
  const changed = (line: (typeof lines)[number]) => {
    const [one, other] = [before[line], after[line]];
    if (one === null || other === null) return '—';
    const difference = other.minus(one);
    return isMass(line)
      ? `${showChange(difference, { decimals: 1 })} t`
      : showFigure(exactText(difference), 'points', language);
  };
  const finding =
    before.owner === null || after.owner === null
      ? t('waste.what-if.noRate')
      : before.owner.eq(after.owner)
        ? t('waste.what-if.nothing', { before: percent(before.owner) })
        : t('waste.what-if.finding', {
            before: percent(before.owner),
            after: percent(after.owner),
            change: showPoints(subtract(after.owner, before.owner)),
          });
  const ul = 'noData' in then.ul2799 ? null : then.ul2799;
  return (
    <>
      <h2 className="board-title" aria-live="polite">
        {finding}
      </h2>
      {target ? <Distance then={then} target={target} /> : null}
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('waste.what-if.rate')}</th>
            {['now', 'then', 'change'].map((one) => (
              <th key={one} scope="col" className="right">
                {t(`waste.what-if.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line}>
              <th scope="row">{t(`waste.what-if.${line}`)}</th>
              <td className="right">{said(line, before[line])}</td>
              <td className="right">
                <strong>{said(line, after[line])}</strong>
              </td>
              <td className="right">{changed(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {ul && levels.nonThermalGate ? (
        <p className="side-text">
          <StatusMark
            status={ul.passesGate ? 'on_track' : 'behind'}
            words={t(ul.passesGate ? 'waste.what-if.gate.passed' : 'waste.what-if.gate.notPassed', {
              gate: percent(levels.nonThermalGate),
              // Two decimals: 89.96 % must not stand as 90.0 % beside a gate of 90 % that it does not pass.
              rate: showShare(ul.nonThermalShare, { decimals: 2, language }),
            })}
          />
        </p>
      ) : null}
      {ul?.capApplies && levels.thermalCap ? (
        <p className="side-text">
          <StatusMark status="at_risk" words={t('waste.what-if.cap', { cap: percent(levels.thermalCap) })} />
        </p>
      ) : null}
    </>
  );
}
