// The meter tree: what flowed through each meter of the factories in the period, and which mains do not agree with what lies below.
import { Link } from '@tanstack/react-router';
import { useAddress } from '#platform/ui/address.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useInstant } from '#platform/ui/instant.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { useMay, useMe } from '#platform/ui/session.tsx';
import { type Status, StatusMark } from '#platform/ui/status-mark.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import { useJson } from '#platform/ui/use-json.ts';
import { Exact } from '#units/quantity.ts';
import { showNumber } from '#units/show.ts';
import type { nodeStates } from '../rules/meter-tree.ts';
import { PageOfPeriod } from './page-of-period.tsx';
import { type InTree, inTreeOrder } from './tree-order.ts';
import './meters.css';

interface MeterAnswer {
  id: string;
  site: { id: string; code: string; name: LocalText };
  code: string;
  name: LocalText;
  role: string;
  parentId: string | null;
  volumeM3: string | null;
  estimatedM3: string | null;
  knownShare: number;
  atLeast: boolean;
  lastReadAt: string | null;
  codes: string[];
}

interface NodeAnswer {
  id: string;
  state: (typeof nodeStates)[number];
  differenceM3: string | null;
  differenceShare: string | null;
}

interface MetersAnswer {
  period: string;
  meters: MeterAnswer[];
  nodes: NodeAnswer[];
}

const marks: Readonly<Record<NodeAnswer['state'], Status>> = {
  closes: 'on_track',
  unmetered: 'at_risk',
  subs_exceed_main: 'behind',
  main_not_known: 'no_data',
  sub_not_known: 'no_data',
};

const volume = (text: string | null) => (text === null ? '—' : showNumber(new Exact(text), { decimals: 1 }));
const percent = (share: number | string) => `${showNumber(new Exact(String(share)).times(100), { decimals: 1 })} %`;

/** When a meter was last read, by the reader's clock. */
function LastRead({ at }: { at: string | null }) {
  const { t } = useWords();
  const instant = useInstant();
  if (at === null) return <span className="secondary">{t('water.meters.never')}</span>;
  return <time dateTime={at}>{instant(at)}</time>;
}

/** What is to be said of the intervals, and of the main against what lies below it. */
function Notes({ meter, node }: { meter: MeterAnswer; node: NodeAnswer | undefined }) {
  const { t } = useWords();
  const facts = { volume: volume(node?.differenceM3 ?? null), share: percent(node?.differenceShare ?? '0') };
  return (
    <span className="meter-notes">
      {node ? <StatusMark status={marks[node.state]} words={t(`water.meters.node.${node.state}`, facts)} /> : null}
      {meter.codes.length > 0 ? (
        <span className="secondary">{meter.codes.map((code) => t(`water.interval.${code}`)).join(' · ')}</span>
      ) : null}
    </span>
  );
}

/** Where a meter that was replaced is told. */
function Replaced({ meter }: { meter: MeterAnswer }) {
  const { t } = useWords();
  const mayRecord = useMay('records.record');
  if (!mayRecord) return null;
  return (
    <Link
      className="meter-replaced"
      to={`/water/meters/${meter.id}/replace` as never}
      aria-label={`${t('water.replace.title')}: ${meter.code}`}
    >
      {t('water.replace.link')}
    </Link>
  );
}

interface Shown {
  meter: InTree<MeterAnswer>;
  node: NodeAnswer | undefined;
}

function Row({ meter: { of: meter, depth }, node }: Shown) {
  const { t, local } = useWords();
  return (
    <tr>
      <th scope="row" style={{ paddingInlineStart: `${12 + depth * 20}px` }}>
        <Link to={`/water/meters/${meter.id}` as never}>
          {meter.code} {local(meter.name)}
        </Link>
        <span className="secondary meter-role">{t(`water.meter-role.${meter.role}`)}</span>
        <Replaced meter={meter} />
      </th>
      <td className="right">
        {meter.atLeast ? <span title={t('water.meters.atLeast')}>≥ </span> : null}
        {volume(meter.volumeM3)}
      </td>
      <td className="right">{volume(meter.estimatedM3)}</td>
      <td className="right">{meter.volumeM3 === null ? '—' : percent(meter.knownShare)}</td>
      <td>
        <LastRead at={meter.lastReadAt} />
      </td>
      <td>
        <Notes meter={meter} node={node} />
      </td>
    </tr>
  );
}

function Tree({ shown }: { shown: readonly Shown[] }) {
  const { t } = useWords();
  return (
    <NumbersScroll label={t('water.meters.title')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('water.meter')}</th>
            <th scope="col" className="right">
              {t('water.meters.volume')}
            </th>
            <th scope="col" className="right">
              {t('water.meters.estimated')}
            </th>
            <th scope="col" className="right">
              {t('water.meters.known')}
            </th>
            <th scope="col">{t('water.meters.lastRead')}</th>
            <th scope="col">{t('water.meters.notes')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <Row key={one.meter.of.id} {...one} />
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

/** The same on a phone: a card for each meter, indented as the tree is. */
function Card({ meter: { of: meter, depth }, node }: Shown) {
  const { t, local } = useWords();
  return (
    <li className="meter-card" style={{ marginInlineStart: `${Math.min(depth, 4) * 12}px` }}>
      <span className="meter-card-head">
        <Link to={`/water/meters/${meter.id}` as never}>
          {meter.code} {local(meter.name)}
        </Link>
        <strong>
          {meter.atLeast ? '≥ ' : ''}
          {volume(meter.volumeM3)} m³
        </strong>
      </span>
      <span className="secondary">
        {t(`water.meter-role.${meter.role}`)} · <LastRead at={meter.lastReadAt} />
        <Replaced meter={meter} />
      </span>
      <Notes meter={meter} node={node} />
    </li>
  );
}

/** The page of the meters of a scope. */
export function MetersPage() {
  const { t, local } = useWords();
  const { scope, period } = useAddress();
  const mayRecord = useMay('records.record');
  const { sample } = useMe();
  const isPhone = useIsPhone();
  const asked = useJson<MetersAnswer>('/water/meters', { scope, period }, { keep: true });
  const add = mayRecord ? (
    <>
      <LinkButton to="/water/readings">{t('water.sheet.add')}</LinkButton>
      <LinkButton primary to="/records/water.meter/new">
        {t('water.meters.add')}
      </LinkButton>
    </>
  ) : null;
  return (
    <PageOfPeriod
      title={t('water.meters.title')}
      asked={asked}
      actions={add}
      none="water.meters.none"
      isEmpty={({ meters }) => meters.length === 0}
    >
      {({ meters: all, nodes: balances }) => {
        const nodes = new Map(balances.map((node) => [node.id, node]));
        const bySite = Map.groupBy(all, ({ site }) => site.id);
        return (
          <div className="water-meters">
            {[...bySite.values()].map((meters) => {
              const shown = inTreeOrder(meters).map((meter) => ({ meter, node: nodes.get(meter.of.id) }));
              return (
                <section key={meters[0]?.site.id} className={isPhone ? undefined : 'board'}>
                  <h2 className="board-title">
                    {local(meters[0]?.site.name)} <span className="secondary">{meters[0]?.site.code}</span>
                  </h2>
                  {isPhone ? (
                    <ul className="meter-cards">
                      {shown.map((one) => (
                        <Card key={one.meter.of.id} {...one} />
                      ))}
                    </ul>
                  ) : (
                    <Tree shown={shown} />
                  )}
                </section>
              );
            })}
            <p className="side-text prose">{t('water.meters.method')}</p>
            {sample ? <p className="side-text prose">{t('water.findings.invented')}</p> : null}
          </div>
        );
      }}
    </PageOfPeriod>
  );
}
