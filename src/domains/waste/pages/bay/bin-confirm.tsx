// The second tap: what is going to be kept, with vendor, plate and container as last time, each to be changed.
import { useWords } from '#platform/ui/language.tsx';
import type { KeptPhoto } from '#platform/ui/offline/store.ts';
import { tonnesTo } from '#units/mass.ts';
import { exactText } from '#units/quantity.ts';
import { showMass } from '#units/show.ts';
import type { StoredContainer } from '../../model/storage.ts';
import type { BinAnswer, RouteAnswer } from './bay-answers.ts';
import { type Draft, typedNumber } from './entry-values.ts';

const nameOf = (route: RouteAnswer) => `${route.vendorId} ${route.treatment}`;

export function BinConfirm({
  bin,
  routes,
  containers,
  photo,
  draft,
  hasFailed,
  onChange,
  onBack,
  onKeep,
}: {
  bin: BinAnswer;
  routes: readonly RouteAnswer[];
  containers: readonly StoredContainer[];
  photo: KeptPhoto | null;
  draft: Draft;
  hasFailed: boolean;
  onChange: (draft: Draft) => void;
  onBack: () => void;
  onKeep: () => void;
}) {
  const { t, local } = useWords();
  const isLoad = draft.action === 'load';
  const mass = typedNumber(draft.number);
  const lacks = mass === undefined ? 'weight' : isLoad && !draft.route ? 'vendor' : undefined;
  const field = (name: 'plate' | 'ticket' | 'container') => (
    <p className="phone-field">
      <label htmlFor={`bay-${name}`}>{t(`waste.page.bay.${name}`)}</label>
      <input
        id={`bay-${name}`}
        value={draft[name]}
        maxLength={name === 'plate' ? 20 : 40}
        autoComplete="off"
        autoCapitalize="characters"
        onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
      />
    </p>
  );
  return (
    <section className="phone-confirm" aria-labelledby="bay-confirm-title">
      <h2 id="bay-confirm-title">{t(`waste.page.bay.action.${draft.action}`)}</h2>
      <p className="phone-confirm-mass">
        {mass ?? '—'} {draft.unit}
      </p>
      <p className="secondary">
        {bin.code} · {local(bin.name)}
        {photo ? ` · ${t('ui.phone.photoTaken')}` : ''}
      </p>
      {isLoad && routes.length > 0 ? (
        <p className="phone-field">
          <label htmlFor="bay-vendor">{t('waste.load.vendor')}</label>
          <select
            id="bay-vendor"
            value={draft.route ? nameOf(draft.route) : ''}
            onChange={(event) =>
              onChange({ ...draft, route: routes.find((one) => nameOf(one) === event.target.value) ?? null })
            }
          >
            {routes.map((route) => (
              <option key={nameOf(route)} value={nameOf(route)}>
                {local(route.name)} · {t(`waste.treatment.${route.treatment}`)}
              </option>
            ))}
          </select>
        </p>
      ) : null}
      {isLoad ? (
        <>
          {field('plate')}
          {field('ticket')}
        </>
      ) : draft.action === 'out' && containers.length > 0 ? (
        <p className="phone-field">
          <label htmlFor="bay-stored">{t('waste.page.bay.container')}</label>
          <select
            id="bay-stored"
            value={draft.container}
            onChange={(event) => {
              const chosen = containers.find(({ container }) => container === event.target.value);
              onChange({
                ...draft,
                container: event.target.value,
                ...(chosen ? { number: exactText(tonnesTo(chosen.massTonnes, draft.unit)) } : {}),
              });
            }}
          >
            {containers.map(({ container, sinceOn, massTonnes }) => (
              <option key={container} value={container}>
                {container} · {sinceOn} · {showMass(massTonnes)}
              </option>
            ))}
          </select>
        </p>
      ) : (
        <>
          {field('container')}
          {draft.action === 'in' ? <p className="secondary small">{t('waste.page.bay.writeOnIt')}</p> : null}
        </>
      )}
      {lacks ? (
        <p className="phone-refused" role="alert">
          {t(`waste.page.bay.lacks.${lacks}`)}
        </p>
      ) : null}
      {hasFailed ? (
        <p className="phone-refused" role="alert">
          {t('ui.phone.notKept')}
        </p>
      ) : null}
      <div className="phone-actions">
        <button type="button" className="phone-button phone-primary" disabled={lacks !== undefined} onClick={onKeep}>
          {t('ui.phone.keep')}
        </button>
        <button type="button" className="phone-button" onClick={onBack}>
          {t('ui.phone.back')}
        </button>
      </div>
    </section>
  );
}
