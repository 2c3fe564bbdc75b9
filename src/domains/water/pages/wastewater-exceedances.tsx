// Results above their limit, each with the limit that decided, and the case that was opened of it.
import { Link } from '@tanstack/react-router';
import { labelDate } from '#period/label.ts';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { ExceedanceAnswer, LimitAnswer } from '../model/wastewater-answer.ts';
import { BoardTable } from './board-table.tsx';
import { caseMarks, useLimitText, useValueText } from './wastewater-words.ts';

/** What asks for a limit, and that nobody compared it with the published text where that is so. */
export function LimitSource({ limit }: { limit: LimitAnswer }) {
  const { t, local } = useWords();
  return (
    <span className="secondary limit-source">
      {limit.recordId ? (
        <Link to={`/records/water.limit/${limit.recordId}` as never}>{local(limit.source)}</Link>
      ) : (
        local(limit.source)
      )}
      {limit.averaging ? ` · ${t(`water.averaging.${limit.averaging}`)}` : ''}
      {limit.verified ? '' : ` · ${t('water.wastewater.unverified')}`}
    </span>
  );
}

function Value({ one }: { one: ExceedanceAnswer }) {
  const { t } = useWords();
  const [valueText, limitText] = [useValueText(), useLimitText()];
  return (
    <>
      <strong>{valueText(one)}</strong> {one.limit ? <span>({limitText(one.limit)})</span> : null}
      {one.timesOver ? (
        <span className="secondary">
          {' '}
          {t('water.wastewater.timesOver', {
            times: showNumber(new Exact(one.timesOver), { decimals: 2 }),
            percent: showNumber(new Exact(one.timesOver).times(100), { decimals: 0 }),
          })}
        </span>
      ) : null}
    </>
  );
}

/** The case of an exceedance, or the way to open one with what is known filled in. */
function Case({ one }: { one: ExceedanceAnswer }) {
  const { t, language } = useWords();
  const mayRecord = useMay('records.record');
  if (one.case) {
    const { id, number, state, taken, left, closedOn } = one.case;
    const on = closedOn ? labelDate(closedOn, language) : '';
    const facts = { taken: taken.length, all: taken.length + left.length, on };
    return (
      <span className="case-in-short">
        <Link to={`/records/water.exceedance-case/${id}` as never}>{number}</Link>
        <StatusMark status={caseMarks[state]} words={t(`water.wastewater.case.${state}`, facts)} />
      </span>
    );
  }
  return (
    <span className="case-in-short">
      <StatusMark status="behind" words={t('water.wastewater.case.none')} />
      {mayRecord ? (
        <LinkButton
          size="small"
          to="/records/water.exceedance-case/new"
          search={{
            'with.site': one.site.id,
            'with.report': one.reportId,
            'with.parameter': one.parameter,
            'with.number': `${one.site.code}-${one.sampledOn}-${one.parameter}`,
          }}
        >
          {t('water.wastewater.case.openOne')}
        </LinkButton>
      ) : null}
    </span>
  );
}

function Later({ one }: { one: ExceedanceAnswer }) {
  const { t, language } = useWords();
  return one.withinAgainOn ? (
    <span className="secondary">
      {t('water.wastewater.withinAgain', { on: labelDate(one.withinAgainOn, language) })}
    </span>
  ) : null;
}

function Place({ one }: { one: ExceedanceAnswer }) {
  const { t, local, language } = useWords();
  return (
    <span className="exceedance-place">
      <Link to={`/records/water.lab-report/${one.reportId}` as never}>
        {local(one.site.name)} {one.outlet.code}
      </Link>
      <span className="secondary">
        {labelDate(one.sampledOn, language)} · {one.number}
        {one.counting ? '' : ` · ${t('water.wastewater.notApproved')}`}
      </span>
    </span>
  );
}

/** The exceedances that are open, and those of the period. */
export function Exceedances({ list }: { list: readonly ExceedanceAnswer[] }) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  if (list.length === 0) {
    return (
      <section className="board">
        <h2 className="board-title">{t('water.wastewater.exceedances')}</h2>
        <p className="outlet-note">{t('water.wastewater.noExceedances')}</p>
      </section>
    );
  }
  const keyOf = (one: ExceedanceAnswer) => `${one.reportId} ${one.parameter}`;
  if (isPhone) {
    return (
      <section>
        <h2 className="board-title">{t('water.wastewater.exceedances')}</h2>
        <ul className="wastewater-cards">
          {list.map((one) => (
            <li key={keyOf(one)} className="wastewater-card">
              <Place one={one} />
              <span>
                {t(`water.parameter.${one.parameter}`)} <Value one={one} />
              </span>
              {one.limit ? <LimitSource limit={one.limit} /> : null}
              <Later one={one} />
              <Case one={one} />
            </li>
          ))}
        </ul>
      </section>
    );
  }
  return (
    <BoardTable
      title={t('water.wastewater.exceedances')}
      className="wastewater-table"
      columns={[
        'water.wastewater.sample',
        'water.limit.parameter',
        'water.wastewater.valueAndLimit',
        'water.exceedance-case',
      ].map((one) => t(one))}
    >
      {list.map((one) => (
        <tr key={keyOf(one)}>
          <th scope="row">
            <Place one={one} />
          </th>
          <td>{t(`water.parameter.${one.parameter}`)}</td>
          <td>
            <span className="exceedance-place">
              <span>
                <Value one={one} />
              </span>
              {one.limit ? <LimitSource limit={one.limit} /> : null}
              <Later one={one} />
            </span>
          </td>
          <td>
            <Case one={one} />
          </td>
        </tr>
      ))}
    </BoardTable>
  );
}
