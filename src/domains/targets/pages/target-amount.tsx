// What a target of "+20 % against 2021" amounts to, said while it is set: the base, the value of each step, and whether it can be.
import { waterUtilisation } from '#domains/water/kpis.ts';
import type { Values } from '#platform/records/declare/kind.ts';
import type { RecordAnswer } from '#platform/records/web/answers.ts';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { exact } from '#units/quantity.ts';
import { showFigure } from '#units/show-figure.ts';
import { type ChangeKind, stepAmount } from '../rules/change-on-base.ts';
import './targets.css';
import '#platform/ui/chart/numbers.css';

const decimal = /^[+-]?\d+(\.\d+)?$/;
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The steps that can be read as yet; somebody is still writing the others. */
const stepsOf = (lines: readonly Values[]) =>
  lines.flatMap(({ year, value }) => {
    const [of, by] = [textOf(year).slice(0, 4), textOf(value)];
    return /^\d{4}$/.test(of) && decimal.test(by) ? [{ year: of, by }] : [];
  });

/** Of a target that is kept. */
export function TargetAmountOf({ id }: { id: string }) {
  const { data } = useJson<RecordAnswer>(`/records/targets.target/${id}`);
  return data ? <TargetAmount values={data.record.values} lines={data.record.lines} /> : null;
}

/** Of one that is being written. */
export function TargetAmount({ values, lines }: { values: Values; lines: readonly Values[] }) {
  const { t, language } = useWords();
  const kind = values.stepsAre === 'relative' || values.stepsAre === 'points' ? (values.stepsAre as ChangeKind) : null;
  const [kpi, year] = [textOf(values.kpi), textOf(values.baseYear).slice(0, 4)];
  const scope = textOf(values.site) || textOf(values.entity) || textOf(values.region) || 'group';
  const isAsked = kind !== null && kpi !== '' && /^\d{4}$/.test(year);
  const { data } = useJson<{ figures: FigureAnswer[] }>(
    '/figures',
    { kpi, scope, period: year, basis: 'approved' },
    { enabled: isAsked, keep: true },
  );
  if (kind === null) return null;
  const figure = data?.figures[0];
  const definition = textOf(values.definition);
  const chosen = kpi === waterUtilisation.id ? waterUtilisation.chosenBy : undefined;
  // What is worked out by another definition is no base of this one.
  const isOf = !chosen || figure?.extra?.definition === definition;
  const base = isAsked && isOf && figure?.value ? exact(figure.value) : null;
  const unitByDefinition = chosen?.units[definition];
  const of = {
    isShare: (unitByDefinition ?? figure?.unit) === 'share',
    hasInverse: Boolean(chosen?.inverses.includes(definition)),
  };
  const amounts = stepsOf(lines).map((step) => ({ ...step, ...stepAmount(exact(step.by), base, kind, of) }));
  const show = (value: string) => showFigure(value, unitByDefinition ?? figure?.unit ?? 'ratio', language);
  return (
    <section className="beside-fields target-amount" aria-labelledby="target-amount" aria-live="polite">
      <h2 id="target-amount">{t('targets.amount.title')}</h2>
      <p>{t(`targets.amount.${kind}`)}</p>
      {!isAsked ? (
        <p className="secondary">{t('targets.amount.noYear')}</p>
      ) : figure && base ? (
        <p>
          {t('targets.page.base', { period: figure.periodLabel })}: <FigureButton figure={pressable(figure)} />
          {figure.coverage.carriedIn ? <span className="side-text"> {t('targets.page.carriedIn')}</span> : null}
        </p>
      ) : figure ? (
        <p>
          <StatusMark
            status="no_data"
            words={t('targets.amount.noBase', {
              year,
              why: figure.value === null ? (figure.noData?.words ?? '') : t('targets.amount.otherDefinition'),
            })}
          />
        </p>
      ) : null}
      {amounts.length > 0 ? (
        <table className="numbers-table">
          <caption className="visually-hidden">{t('targets.amount.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('targets.target.step.year')}</th>
              <th scope="col" className="right">
                {t('targets.amount.change')}
              </th>
              <th scope="col" className="right">
                {t('targets.amount.aimedAt')}
              </th>
            </tr>
          </thead>
          <tbody>
            {amounts.map((step) => (
              <tr key={step.year}>
                <th scope="row">{step.year}</th>
                <td className="right">{showFigure(step.by, kind, language)}</td>
                <td className="right">{step.aimedAt ? show(step.aimedAt.toFixed()) : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {amounts.flatMap((step) =>
        step.notes.map((note) => (
          <p key={`${step.year} ${note}`}>
            <StatusMark
              status={note === 'same_as_inverse' ? 'no_data' : 'behind'}
              words={t(`targets.amount.${note}`, {
                year: step.year,
                aimedAt: step.aimedAt ? showFigure(step.aimedAt.toFixed(), 'share', language) : '',
                change: step.inverseChange ? showFigure(step.inverseChange.toFixed(), 'relative', language) : '',
              })}
            />
          </p>
        )),
      )}
    </section>
  );
}
