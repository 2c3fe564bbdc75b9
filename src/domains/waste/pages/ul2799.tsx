// How does a year stand towards UL 2799: the rate in both readings, what may be claimed, and what a validator will miss?
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useCoverageText } from '#platform/ui/coverage.tsx';
import { type FigureAnswer, pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { exact, share } from '#units/quantity.ts';
import { showNumber, showShare } from '#units/show.ts';
import type { Ul2799Answer, Ul2799Month } from '../model/ul2799-answer.ts';
import { UlReadings } from './ul-card.tsx';
import { Readiness } from './ul-readiness.tsx';
import './dashboard.css';
import './ul2799.css';
import '#platform/ui/chart/numbers.css';

type Answer = Ul2799Answer & { figure: FigureAnswer | null };

const gapsIn = (months: readonly Ul2799Month[]) => months.reduce((sum, { missing }) => sum + missing.length, 0);

function Claim({ claim }: Pick<Answer, 'claim'>) {
  const { t, language } = useWords();
  const other = language === 'en' ? 'zh' : 'en';
  return (
    <section className="board" aria-labelledby="ul-claim-title">
      <h2 id="ul-claim-title" className="board-title">
        {t('waste.ul.claim')}
      </h2>
      {claim === null ? (
        <p>{t('waste.ul.claim.none')}</p>
      ) : (
        <>
          {([language, other] as const).map((one) => (
            <blockquote key={one} className="ul-claim" lang={one === 'zh' ? 'zh-CN' : 'en'}>
              {claim[one]}
            </blockquote>
          ))}
          <p className="side-text">{t('waste.ul.claim.note')}</p>
        </>
      )}
    </section>
  );
}

function Months({ months }: { months: readonly Ul2799Month[] }) {
  const { t, local, language } = useWords();
  const gaps = gapsIn(months);
  const title = t(gaps === 0 ? 'waste.ul.months.whole' : 'waste.ul.months.gaps', { count: gaps });
  const percent = (value: string | null) =>
    value === null ? '—' : showShare(share(value), { language }).replace(/\s?%$/, '');
  return (
    <section className="board" aria-labelledby="ul-months-title">
      <h2 id="ul-months-title" className="board-title">
        {title}
      </h2>
      <NumbersScroll label={t('waste.ul.months')}>
        <table className="numbers-table ul-months">
          <thead>
            <tr>
              <th scope="col">{t('waste.ul.month')}</th>
              {['mass', 'total', 'nonThermal', 'factories'].map((column) => (
                <th key={column} scope="col" className="right">
                  {t(`waste.ul.${column}`)}
                </th>
              ))}
              <th scope="col">{t('waste.ul.without')}</th>
            </tr>
          </thead>
          <tbody>
            {months.map((month) => {
              const total = percent(month.totalShare);
              return (
                <tr key={month.period}>
                  <th scope="row">{month.label}</th>
                  <td className="right">
                    {month.massTonnes === null ? '—' : showNumber(exact(month.massTonnes), { decimals: 1 })}
                  </td>
                  <td className="right">
                    {month.figureId ? (
                      <FigureButton
                        size="cell"
                        figure={{ id: month.figureId, printed: total, title: `${t('waste.ul.total')}, ${month.label}` }}
                      />
                    ) : (
                      total
                    )}
                  </td>
                  <td className="right">{percent(month.nonThermalShare)}</td>
                  <td className="right">
                    {month.sitesExpected - month.missing.length} / {month.sitesExpected}
                  </td>
                  <td className={month.missing.length > 0 ? 'status-behind' : undefined}>
                    {month.missing.length > 0 ? `▼ ${month.missing.map(({ name }) => local(name)).join(', ')}` : ''}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </NumbersScroll>
    </section>
  );
}

/** Nothing left in twelve months: what to do about it. */
function NothingYet() {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <Teach
      title={t('waste.ul.empty.title')}
      actions={
        <Button type="primary" onClick={() => void navigate({ to: '/import/waste.load' } as never)}>
          {t('reports.page.waste.empty.import')}
        </Button>
      }
    >
      <p>{t('waste.ul.empty.text')}</p>
    </Teach>
  );
}

export function Ul2799Page() {
  const { t, local } = useWords();
  const coverageText = useCoverageText();
  const { scope, period } = useAddress();
  const { data, error, isPending, refetch } = useJson<Answer>('/waste/ul2799', { scope, period }, { keep: true });
  const figure = data?.figure ?? null;
  const isEmpty = data && figure?.value == null && data.months.every(({ massTonnes }) => massTonnes === null);
  const gaps = gapsIn(data?.months ?? []);
  const isIndicative = figure?.extra?.level === 'indicative';
  return (
    <Page
      title={t('waste.ul.title')}
      subtitle={figure ? `${local(figure.scope.name)} · ${figure.periodLabel}` : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      empty={isEmpty ? <NothingYet /> : undefined}
    >
      {data && figure ? (
        <div className="dashboard-place">
          <div className="dashboard">
            <div className="ul-two">
              <section className="board" aria-labelledby="ul-rate-title">
                <h2 id="ul-rate-title" className="board-title">
                  {t('waste.ul.rate')}
                </h2>
                <p className="ul-value">
                  <FigureButton figure={pressable(figure)} size="key" />
                  <span className="side-text">{t('reports.page.ul.total')}</span>
                </p>
                {isIndicative ? (
                  <p>
                    <StatusMark status="at_risk" words={t('waste.ul.indicative.gaps', { count: gaps })} />
                  </p>
                ) : null}
                <UlReadings figure={figure} />
                <p className="side-text">{coverageText(figure.coverage)}</p>
              </section>
              <Claim claim={data.claim} />
            </div>
            <Readiness readiness={data.readiness} list={data.list} period={data.period} scope={scope} />
            <Months months={data.months} />
          </div>
        </div>
      ) : null}
    </Page>
  );
}
