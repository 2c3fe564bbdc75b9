// Meters whose water belongs nowhere in the balance, since nobody said what they measure, and where that is said of them at once.

import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useAct } from '#platform/ui/use-act.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { BalanceAnswer } from './balance-answers.ts';
import { MeterMeasuresForm, measuresAreWhole, type SaidMeasures } from './meter-measures.tsx';

const volume = (text: string) => showNumber(new Exact(text), { decimals: 0 });

type Outside = BalanceAnswer['outside']['meters'][number];

function Say({ meters, site }: { meters: readonly Outside[]; site: string }) {
  const { t, local } = useWords();
  const { act, isBusy } = useAct();
  const [left, leave] = useState<ReadonlySet<string>>(new Set());
  const [said, say] = useState<SaidMeasures>({});
  const chosen = meters.filter(({ id }) => !left.has(id));
  const send = async () => {
    const wanted = { site, meters: chosen.map(({ id }) => id), ...said };
    const done = t('water.balance.outside.done', { count: chosen.length });
    await act(() => sendJson('POST', '/water/meters/measures', wanted), { done });
  };
  const toggle = (id: string, isChosen: boolean) => {
    const next = new Set(left);
    if (isChosen) next.delete(id);
    else next.add(id);
    leave(next);
  };
  return (
    <>
      <Checkbox
        checked={left.size === 0}
        indeterminate={left.size > 0 && chosen.length > 0}
        onChange={({ target }) => leave(new Set(target.checked ? [] : meters.map(({ id }) => id)))}
      >
        {t('water.balance.outside.all', { count: meters.length })}
      </Checkbox>
      <ul className="balance-outside">
        {meters.map(({ id, code, name, volumeM3 }) => (
          <li key={id}>
            <Checkbox checked={!left.has(id)} onChange={({ target }) => toggle(id, target.checked)}>
              {code} {local(name) === code ? '' : local(name)}
            </Checkbox>
            <span className="balance-outside-volume">{volume(volumeM3)} m³</span>
          </li>
        ))}
      </ul>
      <div className="meter-measures">
        <MeterMeasuresForm said={said} onSay={say} />
        <Button
          type="primary"
          loading={isBusy}
          disabled={chosen.length === 0 || !measuresAreWhole(said)}
          onClick={() => void send()}
        >
          {t('water.balance.outside.say', { count: chosen.length })}
        </Button>
      </div>
    </>
  );
}

/** Says how much was measured that the balance cannot place; where one factory is shown, a person can place it here. */
export function OutsideMeters({ answer }: { answer: BalanceAnswer }) {
  const { t } = useWords();
  const mayRecord = useMay('records.record');
  const { count, volumeM3, meters } = answer.outside;
  if (count === 0) return null;
  return (
    <section className="board">
      <h2 className="board-title">{t('water.balance.outside.title')}</h2>
      <p className="balance-finding">
        <StatusMark status="at_risk" words={t('water.balance.outside.finding', { count, volume: volume(volumeM3) })} />
      </p>
      <p className="prose secondary">{t('water.balance.outside.text')}</p>
      {answer.scope.type === 'site' && mayRecord ? (
        <details className="balance-say" open={answer.lines.length === 0}>
          <summary>{t('water.balance.outside.open')}</summary>
          <Say meters={meters} site={answer.scope.id} />
        </details>
      ) : (
        <Link to={'/water' as never}>{t('water.meters.title')}</Link>
      )}
    </section>
  );
}
