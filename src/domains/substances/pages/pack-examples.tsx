// The worked examples of an edition: what goes in, what a practitioner expects, and what the engine finds, side by side.
import { StatusMark } from '#platform/ui/status-mark.tsx';
import type { ExampleMaterial, ExampleReason, ExampleTold, PackAnswer } from '../model/pack-answer.ts';
import { shownPpm } from '../rules/shown-limit.ts';
import { numberOf, usePackWords } from './pack-words.ts';

/** Exact enough to be compared with a limit, and no digit that only a binary sum made. */
const amount = (ppm: number) => shownPpm(Number(ppm.toPrecision(6)));

function Material({ of }: { of: ExampleMaterial }) {
  const { t, name } = usePackWords();
  return (
    <table className="numbers-table pack-example-table">
      <caption>{t('substances.pack.example.material', { mass: shownPpm(of.massMg) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('substances.pack.substance')}</th>
          <th scope="col" className="right">
            mg/kg
          </th>
        </tr>
      </thead>
      <tbody>
        {of.contents.map((one) => (
          <tr key={one.substance.key}>
            <th scope="row">
              {name(one.substance)} <span className="secondary pack-number">{numberOf(one.substance.key)}</span>
              {one.exemption === null ? null : (
                <span className="pack-below">{t('substances.pack.example.claims', { code: one.exemption })}</span>
              )}
              {one.intentional === null ? null : (
                <span className="secondary pack-below">
                  {t(`substances.pack.example.${one.intentional ? 'purpose' : 'noPurpose'}`)}
                </span>
              )}
            </th>
            <td className="right">{shownPpm(one.ppm)}</td>
          </tr>
        ))}
        {of.undisclosedPpm > 0 ? (
          <tr>
            <th scope="row">{t('substances.pack.example.undisclosed')}</th>
            <td className="right">{shownPpm(of.undisclosedPpm)}</td>
          </tr>
        ) : null}
      </tbody>
    </table>
  );
}

/** What was held against which limit. */
function Reason({ of }: { of: ExampleReason }) {
  const { t, local, semicolon } = usePackWords();
  const { lowPpm, highPpm, limitPpm, undisclosedPpm } = of;
  const word = limitPpm === null ? 'present' : lowPpm === highPpm ? 'amount' : 'range';
  const limit = limitPpm === null ? '' : shownPpm(limitPpm);
  return (
    <p className="secondary">
      {t(`substances.pack.example.${word}`, {
        ...{ label: local(of.label), clause: of.clause, limit },
        ...{ amount: amount(highPpm), low: amount(lowPpm), high: amount(highPpm) },
      })}
      {undisclosedPpm > 0 ? `${semicolon}${t('substances.pack.example.open', { ppm: amount(undisclosedPpm) })}` : ''}
    </p>
  );
}

function Example({ of, labelOf }: { of: ExampleTold; labelOf: (id: string) => string }) {
  const { t, local, day, market, comma } = usePackWords();
  const outcome = ({ verdict, restriction }: { verdict: string; restriction: string | null }) =>
    [
      t(`substances.verdict.${verdict}`),
      restriction === null ? '' : t('substances.pack.example.by', { restriction: labelOf(restriction) }),
    ]
      .filter((part) => part !== '')
      .join(comma);
  // What nobody expects in particular is told by the reason, once.
  const found = { ...of.found, restriction: of.expected.restriction === null ? null : of.found.restriction };
  return (
    <li className="board pack-example" id={`example-${of.id}`}>
      <h3>{local(of.source)}</h3>
      <p className="secondary">
        {[
          t('substances.pack.example.in', { class: t(`substances.pack.class.${of.itemClass}`), on: day(of.date) }),
          ...(of.market === null ? [] : [t('substances.pack.example.market', { market: market(of.market) })]),
          ...(of.category === null ? [] : [t('substances.pack.example.category', { category: of.category })]),
        ].join(' · ')}
      </p>
      {of.materials.map((material, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: materials of an example have no name of their own and keep their order
        <Material key={place} of={material} />
      ))}
      <dl className="pack-outcome">
        <dt>{t('substances.pack.example.expected')}</dt>
        <dd>{outcome(of.expected)}</dd>
        <dt>{t('substances.pack.example.found')}</dt>
        <dd>
          {outcome(found)}
          {of.found.reason ? <Reason of={of.found.reason} /> : null}
        </dd>
      </dl>
      <StatusMark
        status={of.isRight ? 'on_track' : 'behind'}
        words={t(`substances.pack.example.${of.isRight ? 'right' : 'wrong'}`)}
      />
    </li>
  );
}

/** The worked examples of an edition. */
export function Examples({ pack }: { pack: PackAnswer }) {
  const { t, local } = usePackWords();
  const wrong = pack.examples.filter(({ isRight }) => !isRight).length;
  const labelOf = (id: string) => local(pack.restrictions.find((one) => one.id === id)?.label) || id;
  return (
    <section className="pack-examples" id="examples" aria-labelledby="examples-title">
      <div>
        <h2 id="examples-title">
          {t('substances.pack.examples')}{' '}
          {pack.examples.length > 0 ? (
            <StatusMark
              status={wrong === 0 ? 'on_track' : 'behind'}
              words={
                wrong === 0
                  ? t('substances.pack.examples.allRight')
                  : t('substances.pack.examples.wrong', { count: wrong })
              }
            />
          ) : null}
        </h2>
        <p className="secondary">
          {t(pack.examples.length > 0 ? 'substances.pack.examples.what' : 'substances.pack.examples.none')}
        </p>
      </div>
      <ul className="pack-example-list">
        {pack.examples.map((example) => (
          <Example key={example.id} of={example} labelOf={labelOf} />
        ))}
      </ul>
    </section>
  );
}
