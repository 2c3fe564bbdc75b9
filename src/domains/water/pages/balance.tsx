// The water balance of a scope and period: where it comes from and goes to, on what each volume rests, and what does not close.
import { Link } from '@tanstack/react-router';
import { type CalendarDate, monthOf } from '#period/calendar-date.ts';
import { labelMonth } from '#period/label.ts';
import { useAddress } from '#platform/ui/address.ts';
import { pressable } from '#platform/ui/figure-answer.ts';
import { FigureButton } from '#platform/ui/figure-button.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { Exact } from '#units/quantity.ts';
import { showChange, showNumber } from '#units/show.ts';
import type { BalanceAnswer, BalanceTold, LineAnswer } from './balance-answers.ts';
import { OutsideMeters } from './balance-outside.tsx';
import { BalancePicture } from './balance-picture.tsx';
import { Stress } from './balance-stress.tsx';
import { BoardTable } from './board-table.tsx';
import { PageOfPeriod } from './page-of-period.tsx';
import './balance.css';

const volume = (text: string) => showNumber(new Exact(text), { decimals: 0 });
const percent = (share: string) => `${showNumber(new Exact(share).times(100), { decimals: 1 })} %`;
const ORIGINS_SHOWN = 4;

/** Whether it closes, said in a sentence. */
function useFinding(balance: BalanceTold): { status: Status; words: string } {
  const { t, language } = useWords();
  if ('noData' in balance) return { status: 'no_data', words: t(`water.balance.${balance.noData}`) };
  const { closes, value, imbalanceShare, tolerance, missing, partial } = balance;
  const facts = {
    volume: volume(new Exact(value).abs().toFixed()),
    share: percent(imbalanceShare),
    tolerance: percent(tolerance),
  };
  const open = [...missing, ...partial.filter((one) => !missing.includes(one))];
  if (closes === 'cannot_tell')
    return {
      status: 'no_data',
      words: t('water.balance.cannotTell', {
        ...facts,
        terms: open.map((term) => t(`water.balance.term.${term}`)).join(language === 'zh' ? '、' : ', '),
      }),
    };
  if (closes) return { status: 'on_track', words: t('water.balance.closes', facts) };
  return {
    status: 'behind',
    words: t(value.startsWith('-') ? 'water.balance.tooMuch' : 'water.balance.tooLittle', facts),
  };
}

/** On what a line rests: each basis with its volume where there are several. */
function Bases({ line }: { line: LineAnswer }) {
  const { t } = useWords();
  return (
    <>
      {line.bases.map(({ basis, volumeM3 }) => (
        <span key={basis} className="balance-basis">
          {t(`water.basis.${basis}`)}
          {line.bases.length > 1 ? ` ${volume(volumeM3)}` : ''}
        </span>
      ))}
      {line.differing.length > 0 ? (
        <StatusMark status="at_risk" words={t('water.balance.differing', { count: line.differing.length })} />
      ) : null}
    </>
  );
}

function Origins({ line, names }: { line: LineAnswer; names: ReadonlyMap<string, string> }) {
  const { t } = useWords();
  return (
    <span className="balance-origins">
      {line.origins.slice(0, ORIGINS_SHOWN).map(({ kind, id }) => (
        <Link key={id} to={`/records/${kind}/${id}` as never}>
          {names.get(id) ?? t(kind)}
        </Link>
      ))}
      {line.originCount > ORIGINS_SHOWN ? (
        <span className="secondary">{t('water.balance.more', { count: line.originCount - ORIGINS_SHOWN })}</span>
      ) : null}
    </span>
  );
}

function Lines({ answer }: { answer: BalanceAnswer }) {
  const { t } = useWords();
  const isPhone = useIsPhone();
  const names = new Map(answer.origins.map(({ id, name }) => [id, name]));
  const placeOf = ({ source, destination, use }: LineAnswer) =>
    (source && t(`water.source.${source}`)) ||
    (destination && t(`water.destination.${destination}`)) ||
    (use && t(`water.use.${use}`)) ||
    '';
  const keyOf = (line: LineAnswer) => [line.item, line.source, line.destination, line.use].join(' ');
  const called = (line: LineAnswer) => (
    <>
      {t(`water.item.${line.item}`)} <span className="secondary">{placeOf(line)}</span>
    </>
  );
  if (isPhone)
    return (
      <section>
        <h2 className="board-title">{t('water.balance.lines')}</h2>
        <ul className="balance-cards">
          {answer.lines.map((line) => (
            <li key={keyOf(line)} className="balance-card">
              <span className="balance-card-head">
                <span>{called(line)}</span>
                <strong>{volume(line.volumeM3)} m³</strong>
              </span>
              <span className="secondary">
                <Bases line={line} /> {t('water.balance.ofMonths', { count: line.months })}
              </span>
              <Origins line={line} names={names} />
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <BoardTable
      title={t('water.balance.lines')}
      columns={[
        ...[t('water.month-entry.item'), { title: 'm³', right: true as const }, t('water.balance.basis')],
        ...[{ title: t('water.balance.months'), right: true as const }, t('water.balance.records')],
      ]}
    >
      {answer.lines.map((line) => (
        <tr key={keyOf(line)}>
          <th scope="row">{called(line)}</th>
          <td className="right">{volume(line.volumeM3)}</td>
          <td>
            <Bases line={line} />
          </td>
          <td className="right">{line.months}</td>
          <td>
            <Origins line={line} names={names} />
          </td>
        </tr>
      ))}
    </BoardTable>
  );
}

/** Months that a later bill, reading or correction changed after they were shown. */
function TrueUps({ answer }: { answer: BalanceAnswer }) {
  const { t, language } = useWords();
  return (
    <ul className="balance-list">
      {answer.trueUps.map(({ siteId, month, item, source, destination, use, shownM3, actualM3 }) => (
        <li key={[siteId, month, item, source, destination, use].join(' ')}>
          {t('water.balance.trueUp', {
            ...{ month: labelMonth(monthOf(month as CalendarDate), language), item: t(`water.item.${item}`) },
            ...{ shown: volume(shownM3), actual: volume(actualM3) },
            change: showChange(new Exact(actualM3).minus(shownM3), { decimals: 0 }),
          })}
        </li>
      ))}
    </ul>
  );
}

function Nodes({ answer }: { answer: BalanceAnswer }) {
  const { t, local } = useWords();
  return (
    <ul className="balance-list">
      {answer.nodes.map(({ id, code, name, state, differenceM3, differenceShare }) => (
        <li key={id}>
          <Link to={`/water/meters/${id}` as never}>
            {code} {local(name)}
          </Link>{' '}
          {t(`water.meters.node.${state}`, {
            ...{ volume: differenceM3 === null ? '—' : volume(differenceM3) },
            share: differenceShare === null ? '—' : percent(differenceShare),
          })}
        </li>
      ))}
    </ul>
  );
}

/** Every figure of water, each leading to what it is made of; the chosen definition stands where utilisation does. */
function Rates({ answer }: { answer: BalanceAnswer }) {
  const { t } = useWords();
  return (
    <dl className="balance-rates">
      {answer.figures.map((figure) => (
        <div key={figure.id}>
          <dt>{figure.title}</dt>
          <dd>
            <FigureButton figure={pressable(figure)} size="text" />
            {figure.value === null ? <span className="secondary">{figure.noData?.words}</span> : null}
            {typeof figure.extra?.definition === 'string' ? (
              <span className="secondary">{t(`water.utilisation.${figure.extra?.definition}`)}</span>
            ) : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Whether it closes, and the picture. */
function Finding({ answer }: { answer: BalanceAnswer }) {
  const { t } = useWords();
  const { status, words } = useFinding(answer.balance);
  return (
    <section className="board">
      <p className="balance-finding">
        <StatusMark status={status} words={words} />
      </p>
      {answer.picture.length > 0 ? <BalancePicture answer={answer} title={t('water.balance.pictureTitle')} /> : null}
    </section>
  );
}

/** The page of the balance. */
export function BalancePage() {
  const { t } = useWords();
  const { scope, period } = useAddress();
  const mayRecord = useMay('records.record');
  const asked = useJson<BalanceAnswer>('/water/balance', { scope, period }, { keep: true });
  const add = mayRecord ? (
    <>
      <LinkButton primary to="/records/water.bill/new">
        {t('water.balance.addBill')}
      </LinkButton>
      <LinkButton to="/records/water.month-entry/new">{t('water.balance.addEntry')}</LinkButton>
    </>
  ) : null;
  return (
    <PageOfPeriod
      title={t('water.balance.title')}
      asked={asked}
      actions={add}
      none="water.balance.none"
      isEmpty={({ lines, outside }) => lines.length === 0 && outside.count === 0}
    >
      {(answer) => (
        <div className="water-balance">
          <Finding answer={answer} />
          <OutsideMeters answer={answer} />
          {answer.lines.length > 0 ? <Lines answer={answer} /> : null}
          <Stress stress={answer.stress} />
          {answer.figures.length > 0 ? (
            <section className="board">
              <h2 className="board-title">{t('water.balance.rates')}</h2>
              <Rates answer={answer} />
            </section>
          ) : null}
          {answer.trueUps.length > 0 ? (
            <section className="board">
              <h2 className="board-title">{t('water.balance.trueUps')}</h2>
              <TrueUps answer={answer} />
            </section>
          ) : null}
          {answer.nodes.length > 0 ? (
            <section className="board">
              <h2 className="board-title">{t('water.balance.nodes')}</h2>
              <Nodes answer={answer} />
            </section>
          ) : null}
          <p className="side-text prose">{t('water.balance.method')}</p>
        </div>
      )}
    </PageOfPeriod>
  );
}
