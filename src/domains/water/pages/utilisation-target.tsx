// What a target of withdrawn water utilisation amounts to, said where it is set: the base, what is aimed at, and whether it can be.
import { Link } from '@tanstack/react-router';
import type { Values } from '#platform/records/declare/kind.ts';
import type { RecordAnswer } from '#platform/records/web/answers.ts';
import { useAddress } from '#platform/ui/address.ts';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useMe } from '#platform/ui/session.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { exact, share } from '#units/quantity.ts';
import { showPoints, showShare } from '#units/show.ts';
import { showFigure } from '#units/show-figure.ts';
import {
  type TargetKind,
  type UtilisationDefinition,
  utilisationTarget,
  utilisationUnits,
} from '../rules/withdrawn-water-utilisation.ts';

interface SetTarget {
  id: string;
  title: LocalText;
  kpi: string | null;
  status: Status;
  definition?: string;
}

/** The targets that are measured by utilisation, as they stand; or the way to set one. */
function TargetsOnIt({ values }: { values: Values }) {
  const { t, local } = useWords();
  const { period } = useAddress();
  const { groupWriter } = useMe();
  const { data } = useJson<{ targets: SetTarget[] }>('/targets/progress', { period });
  const set = data?.targets.filter(({ kpi }) => kpi === 'water.utilisation');
  if (!set) return null;
  const begun = {
    ...{ 'with.measure': 'quantitative', 'with.kpi': 'water.utilisation' },
    ...{ 'with.definition': String(values.definition), 'with.stepsAre': String(values.targetKind) },
    'with.baseYear': String(values.baseYear ?? ''),
  };
  return (
    <>
      {set.map((target) => (
        <p key={target.id}>
          <Link to={`/records/targets.target/${target.id}`}>{local(target.title)}</Link>{' '}
          <StatusMark status={target.status} />
          {target.definition === values.definition ? null : (
            <span className="side-text"> {t('water.utilisationTarget.setForAnother')}</span>
          )}
        </p>
      ))}
      {set.length === 0 && groupWriter ? (
        <p>
          <LinkButton to="/records/targets.target/new" search={begun}>
            {t('water.utilisationTarget.set')}
          </LinkButton>
        </p>
      ) : null}
    </>
  );
}

/** The panel of one definition. */
export function UtilisationTargetPanel({ id }: { id: string }) {
  const { t, language } = useWords();
  const { data } = useJson<RecordAnswer>(`/records/water.utilisation-definition/${id}`);
  const values = data?.record.values;
  const year = values?.baseYear ? String(values.baseYear).slice(0, 4) : '';
  const asked = { kpi: 'water.utilisation', scope: 'group', period: year, basis: 'approved' };
  const base = useJson<{ figures: FigureAnswer[] }>('/figures', asked, { enabled: year !== '' });
  if (!values) return null;
  const definition = values.definition as UtilisationDefinition;
  const kind = values.targetKind as TargetKind;
  const figure = base.data?.figures[0];
  const isOf = figure?.extra?.definition === definition;
  const value = isOf ? figure?.value : null;
  const show = (number: string) => showFigure(number, utilisationUnits[definition], language);
  const increase = values.increaseShare === null ? null : share(String(values.increaseShare));
  // Without a base the notes that need none are told all the same.
  const target = increase === null ? null : utilisationTarget(definition, exact(value ?? '0'), increase, kind);
  const withoutCooling = isOf ? figure?.extra?.withoutCooling : null;
  return (
    <section className="beside-fields" aria-labelledby="utilisation-target">
      <h2 id="utilisation-target">{t('water.utilisationTarget.title')}</h2>
      {increase === null || target === null || year === '' ? (
        <p className="secondary">{t('water.utilisationTarget.none')}</p>
      ) : (
        <>
          <p>
            {kind === 'points'
              ? t('water.utilisationTarget.points', { points: showPoints(increase) })
              : t('water.utilisationTarget.relative', { share: showShare(increase, { language }) })}
          </p>
          {figure && value ? (
            <dl className="utilisation-target">
              <dt>{t('water.utilisationTarget.base', { year })}</dt>
              <dd>
                <FigureButton figure={pressable(figure)} />
              </dd>
              <dt>{t('water.utilisationTarget.aimedAt')}</dt>
              <dd>{show(target.aimedAt.toFixed())}</dd>
              {typeof withoutCooling === 'string' ? (
                <>
                  <dt>{t('water.utilisationTarget.withoutCooling', { year })}</dt>
                  <dd>{show(withoutCooling)}</dd>
                </>
              ) : null}
            </dl>
          ) : figure ? (
            <p className="secondary">
              {t('water.utilisationTarget.noBase', {
                year,
                why:
                  figure.value === null ? (figure.noData?.words ?? '') : t('water.utilisationTarget.otherDefinition'),
              })}
            </p>
          ) : null}
          <TargetsOnIt values={values} />
          {target.notes.map((note) => (
            <p key={note}>
              <StatusMark
                status={note === 'intensity_change' ? 'no_data' : 'behind'}
                words={t(`water.utilisationTarget.${note}`, {
                  share: target.intensityChange
                    ? showFigure(target.intensityChange.toFixed(), 'relative', language)
                    : '',
                })}
              />
            </p>
          ))}
        </>
      )}
    </section>
  );
}
