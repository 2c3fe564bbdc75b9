// What a correction of a closed month would do, before it is sent: old and new values, and the figures of factory and group.

import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useAddress } from '#platform/ui/address.ts';
import { sendJson } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { useRefusalWords } from '#platform/ui/refusal.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { exact, share } from '#units/quantity.ts';
import { showChange, showPoints } from '#units/show.ts';
import type { KpiUnit } from '#units/show-figure.ts';
import type { Checked } from '../declare/check-values.ts';
import type { RecordKind } from '../declare/kind.ts';
import type { Names, RecordRow } from './answers.ts';
import { DifferenceList } from './difference-list.tsx';
import { differences } from './revision-differences.ts';

interface Effect {
  kpi: string;
  title: string;
  figureId: string;
  scope: { id: string; name: LocalText | null };
  periodLabel: string;
  unit: KpiUnit;
  printedBefore: string;
  printedAfter: string;
  change: string | null;
}

/** A press of a key is no question yet. */
const pauseMs = 400;

function useAfterPause<T>(value: T): T {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** Small changes of large figures are told to a thousandth of a point, or to the kilogram. */
const changeText = ({ unit, change }: Effect, points: string): string => {
  if (change === null) return '—';
  return unit === 'share'
    ? `${showPoints(share(change), { decimals: 3 })} ${points}`
    : `${showChange(exact(change), { decimals: unit === 't' ? 3 : 0 })}${unit === 't' ? ' t' : ''}`;
};

/** Old and new beside each other, then what it does to the figures. */
export function CorrectionEffect({
  kind,
  record,
  checked,
  given,
  givenLines,
  names,
}: {
  kind: RecordKind;
  record: RecordRow;
  checked: Checked;
  given: Record<string, unknown>;
  givenLines: readonly Record<string, unknown>[];
  names: Names;
}) {
  const { t } = useWords();
  const isSound = !checked.problems.some(({ level }) => level === 'error');
  const found = isSound ? differences(kind, record, checked) : [];
  if (found.length === 0)
    return (
      <section className="correction-effect" aria-label={t('ui.effect.title')}>
        <h3>{t('ui.effect.title')}</h3>
        <p className="secondary">{t(isSound ? 'ui.effect.nothingChanged' : 'ui.effect.mendFirst')}</p>
      </section>
    );
  return (
    <section className="correction-effect" aria-label={t('ui.effect.title')}>
      <h3>{t('ui.effect.title')}</h3>
      <DifferenceList kind={kind} found={found} names={names} />
      {kind.owner === 'site' && kind.effective ? (
        <Effects kind={kind.kind} record={record} given={given} givenLines={kind.lines ? givenLines : undefined} />
      ) : null}
    </section>
  );
}

function Effects({
  kind,
  record,
  given,
  givenLines,
}: {
  kind: string;
  record: RecordRow;
  given: Record<string, unknown>;
  givenLines: readonly Record<string, unknown>[] | undefined;
}) {
  const { language } = useWords();
  const { period } = useAddress();
  const asked = useAfterPause(JSON.stringify({ values: given, lines: givenLines, basedOn: record.revision, period }));
  const answer = useQuery<{ effects: Effect[] }>({
    queryKey: ['effect', kind, record.id, asked, language],
    queryFn: () => sendJson('POST', `/records/${kind}/${record.id}/effect`, JSON.parse(asked)),
    placeholderData: (last) => last,
    retry: false,
  });
  return <EffectsShown answer={answer} />;
}

/** What the approval of the revision that waits would do: for who decides it, and for who asked. */
export function WaitingEffect({ kind, record }: { kind: string; record: Pick<RecordRow, 'id'> }) {
  const { t } = useWords();
  const { period } = useAddress();
  const answer = useJson<{ effects: Effect[] }>(`/records/${kind}/${record.id}/effect`, { period });
  return (
    <section className="correction-effect" aria-label={t('review.effect.title')}>
      <h3>{t('review.effect.title')}</h3>
      <EffectsShown answer={answer} />
    </section>
  );
}

function EffectsShown({
  answer,
}: {
  answer: Pick<UseQueryResult<{ effects: Effect[] }>, 'data' | 'error' | 'isPending'>;
}) {
  const { t, local } = useWords();
  const refusalWords = useRefusalWords();
  const { data, error, isPending } = answer;
  if (error)
    return (
      <p className="field-error" role="alert">
        {refusalWords(error)}
      </p>
    );
  if (isPending || !data) return <p className="secondary">{t('ui.effect.working')}</p>;
  if (data.effects.length === 0) return <p className="secondary">{t('ui.effect.none')}</p>;
  return (
    <NumbersScroll label={t('ui.effect.figures')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('ui.effect.figure')}</th>
            <th scope="col">{t('ui.effect.scope')}</th>
            <th scope="col" className="right">
              {t('ui.effect.before')}
            </th>
            <th scope="col" className="right">
              {t('ui.effect.after')}
            </th>
            <th scope="col" className="right">
              {t('ui.effect.change')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.effects.map((effect) => (
            <tr key={effect.figureId}>
              <th scope="row">{effect.title}</th>
              <td>
                {local(effect.scope.name)} · {effect.periodLabel}
              </td>
              <td className="right">{effect.printedBefore}</td>
              <td className="right">{effect.printedAfter}</td>
              <td className="right">{changeText(effect, t('ui.effect.points'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}
