// One load in dispute: its weights side by side as choices, how far they lie apart, and which counts now by which policy.
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import type { Names } from '#platform/records/web/answers.ts';
import { groupDigits, shownReference } from '#platform/records/web/shown-value.ts';
import { StateMark } from '#platform/records/web/state-mark.tsx';
import { addressOf } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { share, tonnes } from '#units/quantity.ts';
import { showChange, showPoints } from '#units/show.ts';
import { type MassBasis, massBases } from '../rules/counting-mass.ts';
import type { DisputedLoad } from './weights-answers.ts';

/** Policies that nobody recorded hold from here on. */
const beforeAnyPolicy = '1900-01-01';

/** A difference as mass and as part of the earlier weight: "−0.160 t (−8.0 %)". */
export function differenceText(of: DisputedLoad['comparisons'][number]): string {
  const mass = `${showChange(tonnes(of.differenceMassTonnes), { decimals: 3 })} t`;
  return of.differenceShare === null ? mass : `${mass} (${showPoints(share(of.differenceShare))} %)`;
}

/** Says which weight counts by the policy, and which policy that is. */
function ByPolicy({ load }: { load: DisputedLoad }) {
  const { t, language } = useWords();
  if (!load.byPolicy) return null;
  const isDefault = load.policyFrom === null || load.policyFrom === beforeAnyPolicy;
  const missing = load.byPolicy.because === 'preferred_missing' ? 'Missing' : '';
  return (
    <span>
      {t(`waste.weights.${isDefault ? 'byDefaultPolicy' : 'byPolicy'}${missing}`, {
        basis: t(`waste.weights.basis.${load.byPolicy.basis}`),
        from: isDefault ? '' : labelDate(load.policyFrom as CalendarDate, language),
      })}
    </span>
  );
}

export function WeightDispute({
  load,
  names,
  chosen,
  onChoose,
}: {
  load: DisputedLoad;
  names: Names;
  chosen: MassBasis | undefined;
  onChoose: (basis: MassBasis) => void;
}) {
  const { t, language } = useWords();
  const id = useId();
  const { values } = load;
  const nameOf = (path: string) => shownReference(String(values[path] ?? ''), { language, names }).text;
  return (
    <li className="dispute" aria-labelledby={id}>
      <header className="dispute-head">
        <h3 id={id}>
          {nameOf('stream')} · {labelDate(values.departedOn as CalendarDate, language)}
        </h3>
        <StateMark record={{ state: load.state, voided: false, restatement: false }} />
        <span className="secondary">
          {nameOf('site')} → {nameOf('vendor')}
        </span>
        <Link
          to={`/records/waste.load/${load.id}` as never}
          aria-label={`${t('waste.weights.open')} ${values['document.number']}`}
        >
          {String(values['document.number'])}
        </Link>
      </header>
      <fieldset className="weights-three" disabled={!load.mayDecide}>
        <legend className="visually-hidden">{t('waste.weights.choose')}</legend>
        {massBases.map((basis) => {
          const choice = load.choices.find((one) => one.basis === basis);
          return choice ? (
            <label key={basis} className={chosen === basis ? 'weight weight-chosen' : 'weight'}>
              <span className="weight-name">
                <input
                  type="radio"
                  name={id}
                  value={basis}
                  checked={chosen === basis}
                  onChange={() => onChoose(basis)}
                />
                {t(`waste.weights.basis.${basis}`)}
              </span>
              <span className="weight-mass">{groupDigits(choice.massTonnes, 3)} t</span>
              {basis === load.byPolicy?.basis ? (
                <span className="small secondary">● {t('waste.weights.countsNow')}</span>
              ) : null}
            </label>
          ) : (
            <div key={basis} className="weight weight-missing">
              <span className="weight-name">{t(`waste.weights.basis.${basis}`)}</span>
              <span className="secondary">— {t('waste.weights.notThere')}</span>
            </div>
          );
        })}
      </fieldset>
      <ul className="dispute-differences">
        {load.comparisons.map((one) => (
          <li key={one.between.join()} className={one.withinTolerance ? 'secondary' : undefined}>
            <span>
              {t('waste.weights.between', {
                earlier: t(`waste.weights.basis.${one.between[0]}`),
                later: t(`waste.weights.basis.${one.between[1]}`),
              })}
            </span>{' '}
            <strong>{differenceText(one)}</strong>{' '}
            <span className="secondary">
              {t('waste.weights.allowed', { mass: groupDigits(one.allowedMassTonnes, 3) })}
              {one.withinTolerance ? ` · ${t('waste.weights.within')}` : ''}
            </span>
          </li>
        ))}
      </ul>
      <p className="dispute-policy small">
        <ByPolicy load={load} />
        {load.closed ? <span className="field-warning">▲ {t('waste.weights.closed')}</span> : null}
        {load.mayDecide ? null : <span>{t('waste.weights.notYours')}</span>}
      </p>
      <p className="dispute-files small">
        <span className="secondary">{t('waste.weights.files')}</span>
        {load.files.length === 0 ? (
          <span className="secondary">{t('waste.weights.noFile')}</span>
        ) : (
          load.files.map((file) => (
            <a
              key={file.sha256}
              href={addressOf(`/evidence/${file.sha256}`, { name: file.fileName })}
              target="_blank"
              rel="noreferrer"
            >
              {file.fileName}
            </a>
          ))
        )}
      </p>
    </li>
  );
}
