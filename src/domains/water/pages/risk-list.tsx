// The factories with their risk, beside the map: a table where there is room, cards on a phone.
import { Link } from '@tanstack/react-router';
import { useAddress } from '#platform/ui/address.ts';
import { useWords } from '#platform/ui/language.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { BoardTable } from './board-table.tsx';
import { levelOfCategory, levelOfScore, type RiskAnswer, type SiteAnswer } from './risk-answers.ts';
import { RiskLevel } from './risk-level.tsx';

/** The level of water stress as the file tells it, arid in words. */
function Stress({ site }: { site: SiteAnswer }) {
  const { t } = useWords();
  const bws = site.indicators?.find(({ indicator }) => indicator === 'bws');
  if (!bws || bws.state === 'no_data') return <RiskLevel level="none" />;
  const words = bws.state === 'value' ? undefined : t(`water.indicator-state.${bws.state}`);
  return <RiskLevel level={levelOfCategory(bws.category)} {...(words ? { words } : {})} />;
}

/** What somebody should look at: no place, no basin, a border nearby. */
export function RiskNotes({ site }: { site: SiteAnswer }) {
  const { t } = useWords();
  const { found } = site;
  if (!found) return null;
  return (
    <span className="risk-notes">
      {found.because ? <StatusMark status="no_data" words={t(`water.risk.because.${found.because}`)} /> : null}
      {found.borderM !== null && found.mayAlsoBe.length > 0 ? (
        <StatusMark
          status="at_risk"
          words={t('water.risk.nearBorder', { metres: Math.round(found.borderM), basins: found.mayAlsoBe.join(', ') })}
        />
      ) : null}
    </span>
  );
}

/** How the year's assessment stands, and the plans. */
function Standing({ site }: { site: SiteAnswer }) {
  const { t } = useWords();
  const [first] = site.assessments;
  if (!first) return <StatusMark status="no_data" words={t('water.risk.notAssessed')} />;
  return (
    <Link to={`/records/water.risk-assessment/${first.id}` as never}>
      {first.totalScore === null ? t('water.level.none') : Number(first.totalScore).toFixed(1)} ·{' '}
      {t(`state.${first.state}`)}
    </Link>
  );
}

function Plans({ site }: { site: SiteAnswer }) {
  const { t } = useWords();
  const overdue = site.plans.reduce((sum, one) => sum + one.overdue, 0);
  if (site.plans.length === 0) return <span className="secondary">–</span>;
  return (
    <span>
      {site.plans.length}{' '}
      {overdue > 0 ? <StatusMark status="behind" words={t('water.risk.plan.overdue', { count: overdue })} /> : null}
    </span>
  );
}

/** Every factory of the scope. */
export function RiskList({ sites, year }: Pick<RiskAnswer, 'sites' | 'year'>) {
  const { t, local } = useWords();
  const isPhone = useIsPhone();
  const { period } = useAddress();
  const linkTo = (site: SiteAnswer) => (
    <Link to={'/water/risk' as never} search={{ scope: `site:${site.site.code}`, period } as never}>
      {local(site.site.name)}
    </Link>
  );
  const overall = (site: SiteAnswer) => (
    <RiskLevel level={levelOfScore(site.groups?.tot.score)} score={site.groups?.tot.score} />
  );
  if (isPhone)
    return (
      <ul className="risk-cards">
        {sites.map((site) => (
          <li key={site.site.id} className="risk-card">
            <span className="risk-card-head">
              {linkTo(site)} {overall(site)}
            </span>
            <span className="secondary">
              {t('water.risk.basin')} {site.found?.basin?.name ?? site.found?.basin?.id ?? '–'}
            </span>
            <span>
              {t('water.risk.stress')}: <Stress site={site} />
            </span>
            <span>
              {t('water.risk.assessedIn', { year })}: <Standing site={site} />
            </span>
            <RiskNotes site={site} />
          </li>
        ))}
      </ul>
    );
  return (
    <BoardTable
      title={t('water.risk.list')}
      columns={[
        ...['factory', 'basin', 'overall', 'stress'].map((one) => t(`water.risk.${one}`)),
        ...[t('water.risk.assessedIn', { year }), t('water.risk.plans'), t('water.risk.notes')],
      ]}
    >
      {sites.map((site) => (
        <tr key={site.site.id}>
          <th scope="row">
            {linkTo(site)} <span className="secondary">{site.site.code}</span>
          </th>
          <td>{site.found?.basin?.name ?? site.found?.basin?.id ?? '–'}</td>
          <td>{overall(site)}</td>
          <td>
            <Stress site={site} />
          </td>
          <td>
            <Standing site={site} />
          </td>
          <td>
            <Plans site={site} />
          </td>
          <td>
            <RiskNotes site={site} />
          </td>
        </tr>
      ))}
    </BoardTable>
  );
}
