// The factories by rate, each with the reason from its records, what moved it, and the ways on: loads, what-if, cases.
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { inSentence } from '#period/in-sentence.ts';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { Exact, share } from '#units/quantity.ts';
import { showPoints } from '#units/show.ts';
import { loadsOf, type RankedSite, type RankingAnswer } from './analysis-answers.ts';
import { CasesButton } from './cases.tsx';
import { CauseParts } from './cause-parts.tsx';
import { moveInAddress } from './what-if-address.ts';

const few = 12;

const points = (text: string | null) => (text === null ? '—' : showPoints(share(text)));

/** The lowest rate first; who has none stands last. */
const lowestFirst = (sites: readonly RankedSite[]): RankedSite[] =>
  [...sites].sort((one, other) => {
    if (one.figure.value === null || other.figure.value === null)
      return Number(one.figure.value === null) - Number(other.figure.value === null);
    return new Exact(one.figure.value).cmp(other.figure.value);
  });

function Cause({ site, answer }: { site: RankedSite; answer: RankingAnswer }) {
  const { t } = useWords();
  const { cause, drivers, scope, figure } = site;
  if (figure.value === null) return <>{figure.noData?.words}</>;
  const here = `site:${scope.code}`;
  return (
    <>
      {cause ? (
        <>
          <p className="cause-words">{cause.words}</p>
          <p className="cause-ways">
            <span>{t('waste.ranking.cost', { points: points(`-${cause.lostShare}`) })}</span>
            <Link to="/records/waste.load" search={{ scope: here, ...loadsOf(figure.id, cause) } as never}>
              {t('waste.ranking.toLoads')}
            </Link>
            <Link
              to="/waste/analysis/what-if"
              search={
                ((now: object) => ({
                  ...now,
                  scope: here,
                  moves: moveInAddress({ streamId: cause.streamId, from: cause.treatment, to: '', percent: 0 }),
                })) as never
              }
            >
              {t('waste.ranking.toWhatIf')}
            </Link>
            <CasesButton cases={answer.cases.filter(({ id }) => cause.cases.includes(id))} about={cause.stream} />
          </p>
        </>
      ) : (
        <p>{t('waste.ranking.noCause')}</p>
      )}
      {drivers.length > 0 ? (
        <ul className="cause-drivers">
          {drivers.map((driver) => (
            <li key={driver.streamId}>{driver.words}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function useTitle(answer: RankingAnswer): string {
  const { t, local } = useWords();
  const count = answer.sites.length;
  const target = answer.target?.printed;
  if (!target) return t('waste.ranking.noTarget', { count });
  const [only] = answer.sites;
  if (only?.gapPoints && count === 1) {
    const gap = share(only.gapPoints);
    return t(gap.lt(0) ? 'waste.ranking.oneBelow' : 'waste.ranking.oneAbove', {
      name: local(only.scope.name),
      points: showPoints(gap).replace(/^[+−]/, ''),
      target,
    });
  }
  const behind = answer.sites.filter((one) => one.status === 'behind').length;
  const atRisk = answer.sites.filter((one) => one.status === 'at_risk').length;
  return t(behind + atRisk === 0 ? 'waste.ranking.allWell' : 'waste.ranking.title', { behind, atRisk, count, target });
}

/** The factory as a button that takes it apart. */
function FactoryButton({ site }: { site: RankedSite }) {
  const { t, local } = useWords();
  const { set } = useAddress();
  return (
    <button
      type="button"
      className="text-button link-like"
      onClick={() => set({ scope: `site:${site.scope.code}` })}
      aria-label={t('waste.ranking.openSite', { name: local(site.scope.name) })}
    >
      {local(site.scope.name)}
    </button>
  );
}

const Rate = ({ site }: { site: RankedSite }) => (
  <FigureButton size="cell" figure={{ ...pressable(site.figure), printed: site.figure.printed.replace(/\s?%$/, '') }} />
);

function Cards({ sites, answer, previous }: { sites: readonly RankedSite[]; answer: RankingAnswer; previous: string }) {
  const { t } = useWords();
  return (
    <div className="cause-cards">
      {sites.map((one) => (
        <article key={one.scope.id} className="cause-card">
          <h3>
            <FactoryButton site={one} />
          </h3>
          <p className="cause-card-facts">
            <span>
              {t('waste.ranking.rate')} <Rate site={one} />
            </span>
            {one.status ? <StatusMark status={one.status} /> : null}
            <span>
              {t('waste.ranking.gap')} {answer.target ? points(one.gapPoints) : '—'}
            </span>
            <span>
              {t('waste.ranking.change', { period: previous })} {points(one.changePoints)}
            </span>
          </p>
          <Cause site={one} answer={answer} />
        </article>
      ))}
    </div>
  );
}

function Table({
  sites,
  answer,
  previous,
  title,
}: {
  sites: readonly RankedSite[];
  answer: RankingAnswer;
  previous: string;
  title: string;
}) {
  const { t } = useWords();
  return (
    <NumbersScroll label={title}>
      <table className="numbers-table cause-table">
        <thead>
          <tr>
            <th scope="col">{t('waste.ranking.factory')}</th>
            <th scope="col" className="right">
              {t('waste.ranking.rate')}
            </th>
            <th scope="col" className="right">
              {t('waste.ranking.gap')}
            </th>
            <th scope="col" className="right">
              {t('waste.ranking.change', { period: previous })}
            </th>
            <th scope="col">{t('waste.ranking.status')}</th>
            <th scope="col">{t('waste.ranking.cause')}</th>
          </tr>
        </thead>
        <tbody>
          {sites.map((one) => (
            <tr key={one.scope.id}>
              <th scope="row">
                <FactoryButton site={one} />
              </th>
              <td className="right">
                <Rate site={one} />
              </td>
              <td className="right">{answer.target ? points(one.gapPoints) : '—'}</td>
              <td className="right">{points(one.changePoints)}</td>
              <td>{one.status ? <StatusMark status={one.status} /> : '—'}</td>
              <td className="cause-cell">
                <Cause site={one} answer={answer} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

export function CauseRanking({ answer }: { answer: RankingAnswer }) {
  const { t, language } = useWords();
  const { set } = useAddress();
  const isPhone = useIsPhone();
  const [isOpen, open] = useState(false);
  const title = useTitle(answer);
  const rows = lowestFirst(answer.sites);
  const shown = isOpen ? rows : rows.slice(0, few);
  const previous = inSentence(answer.previousLabel, language);
  const [only] = rows;
  return (
    <>
      <section className="board" aria-labelledby="cause-title">
        <h2 id="cause-title" className="board-title">
          {title}
        </h2>
        {isPhone ? (
          <Cards sites={shown} answer={answer} previous={previous} />
        ) : (
          <Table sites={shown} answer={answer} previous={previous} title={title} />
        )}
        {rows.length > few ? (
          <Button type="text" size="small" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
            {isOpen ? t('waste.ranking.fewer') : t('waste.ranking.all', { count: rows.length })}
          </Button>
        ) : null}
        {rows.length === 1 ? (
          <Button size="small" onClick={() => set({ scope: 'group' })}>
            {t('waste.ranking.whole')}
          </Button>
        ) : null}
      </section>
      {only?.parts && rows.length === 1 ? <CauseParts site={only} parts={only.parts} previous={previous} /> : null}
    </>
  );
}
