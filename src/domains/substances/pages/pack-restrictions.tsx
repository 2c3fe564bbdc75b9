// What an edition restricts: each entry with its clause, of what, how much, how counted, since when, and where that is from.
import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { StatusMark } from '#platform/ui/status-mark.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { GroupTold, PackAnswer, RestrictionTold } from '../model/pack-answer.ts';
import type { SubstanceAnswer } from '../model/substance.ts';
import { isCasNumber } from '../rules/cas-number.ts';
import { shownLimit } from '../rules/shown-limit.ts';
import { PackCell, type PackColumn, PackTable } from './pack-table.tsx';
import { numberOf, usePackWords } from './pack-words.ts';
import { SubstanceLink } from './substance-link.tsx';
import { VerifiedMark } from './verified-mark.tsx';

/** So many stand there at once; a list such as Prop 65 has a thousand. */
const AT_ONCE = 50;
const NUMBERS_TOLD = 3;

function useColumns() {
  const { t } = usePackWords();
  return {
    substance: { title: t('substances.pack.substance') },
    clause: { title: t('substances.pack.clause') },
    per: { title: t('substances.pack.per') },
    limit: { title: t('substances.pack.limit'), right: true },
    measure: { title: t('substances.pack.measure') },
    duty: { title: t('substances.pack.duty') },
    holds: { title: t('substances.pack.holds') },
    source: { title: t('substances.packs.source') },
  } as const satisfies Record<string, PackColumn>;
}

/** Numbers of an entry: a few in full, many folded. */
function Numbers({ of, isOfCustomer }: { of: RestrictionTold; isOfCustomer: boolean }) {
  const { t, name } = usePackWords();
  const numbers = of.substances.filter(({ key }) => numberOf(key) !== '');
  if (numbers.length === 0)
    return isOfCustomer && of.group === undefined ? (
      <span className="secondary pack-below">{t('substances.pack.findsNothing')}</span>
    ) : null;
  if (numbers.length <= NUMBERS_TOLD)
    return (
      <span className="secondary pack-below pack-few">
        {numbers.map(({ key }) => (
          <SubstanceLink key={key} of={key} />
        ))}
      </span>
    );
  return (
    <details className="secondary pack-below">
      <summary>{t('substances.pack.and', { count: numbers.length })}</summary>
      <ul className="pack-numbers">
        {numbers.map((one) => (
          <li key={one.key}>
            <SubstanceLink of={one.key} /> {name(one)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Limit({ of }: { of: RestrictionTold }) {
  const { t } = usePackWords();
  const limit = shownLimit(of);
  if (!limit) return <>{t(of.intentional ? 'substances.pack.onPurpose' : 'substances.pack.presence')}</>;
  return (
    <>
      {t('substances.pack.limitText', { sign: limit.sign, ppm: limit.ppm })}
      <span className="secondary pack-below">{t('substances.pack.percent', { percent: limit.percent })}</span>
      {of.intentional ? <span className="secondary pack-below">{t('substances.pack.onPurpose')}</span> : null}
    </>
  );
}

/** When, for what and where it holds. */
function Holds({ of, isInForce }: { of: RestrictionTold; isInForce: boolean }) {
  const { t, span, list, market } = usePackWords();
  const lines = [
    span(of.from, of.before),
    of.classes
      ? t('substances.pack.onlyClasses', { classes: list(of.classes.map((one) => t(`substances.pack.class.${one}`))) })
      : '',
    of.markets ? t('substances.pack.onlyMarkets', { markets: list(of.markets.map(market)) }) : '',
    of.exemptions && of.exemptions.length > 0 ? t('substances.pack.mayClaim', { codes: list(of.exemptions) }) : '',
  ].filter((line) => line !== '');
  return (
    <>
      {of.holds || !isInForce ? null : <StatusMark status="no_data" words={t('substances.pack.notToday')} />}
      {lines.map((line) => (
        <span key={line} className="pack-below">
          {line}
        </span>
      ))}
      {lines.length === 0 ? <span className="secondary">{t('substances.pack.allDays')}</span> : null}
    </>
  );
}

/** What the list itself adds: for which use, in which words, why. */
function Beside({ of }: { of: RestrictionTold }) {
  const { t, local, day } = usePackWords();
  const { application, threshold, reason = of.toxicity, includedOn, latestApplicationOn, remark } = of;
  const lines = [
    application ? t('substances.pack.onlyFor', { use: local(application) }) : '',
    threshold ? t('substances.pack.threshold', { text: threshold }) : '',
    reason ? t('substances.pack.listedFor', { text: reason }) : '',
    includedOn && latestApplicationOn
      ? t('substances.pack.applyBy', { on: day(includedOn), by: day(latestApplicationOn) })
      : '',
    remark ? t('substances.pack.remark', { text: remark }) : '',
  ].filter((line) => line !== '');
  return lines.map((line) => (
    <span key={line} className="secondary pack-below">
      {line}
    </span>
  ));
}

function Row({ of, pack: { groups, standing, customer } }: { of: RestrictionTold; pack: PackAnswer }) {
  const { t, local, measure } = usePackWords();
  const columns = useColumns();
  const group = groups.find(({ id }) => id === of.group);
  return (
    <tr>
      <th scope="row" className="pack-name">
        {local(of.label)}
        {group ? (
          <a href={`#group-${group.id}`} className="secondary pack-below">
            {t('substances.pack.inGroup', { group: local(group.label) })}
          </a>
        ) : null}
        <Numbers of={of} isOfCustomer={customer !== null} />
        <Beside of={of} />
      </th>
      <PackCell {...columns.clause}>{of.clause}</PackCell>
      <PackCell {...columns.per}>{t(`substances.per.${of.per}`)}</PackCell>
      <PackCell {...columns.limit}>
        <Limit of={of} />
      </PackCell>
      <PackCell {...columns.measure}>{measure(of.measure)}</PackCell>
      <PackCell {...columns.duty}>{t(`substances.duty.${of.duty}`)}</PackCell>
      <PackCell {...columns.holds}>
        <Holds of={of} isInForce={standing === 'in_force'} />
      </PackCell>
      <PackCell {...columns.source}>
        <VerifiedMark verified={of.verified} />
        <span className="secondary pack-below pack-source">{of.source}</span>
      </PackCell>
    </tr>
  );
}

/** Whether an entry has a text in its name, its clause, or the numbers and names of what it takes in. */
function matcher(groups: readonly GroupTold[]) {
  const known = new Map(groups.map((group) => [group.id, group]));
  const texts = ({ substances }: Pick<GroupTold, 'substances'>) =>
    substances.flatMap(({ key, name }) => [key.replace(/^(cas|ec|key):/, ''), name?.en ?? '', name?.zh ?? '']);
  const ofGroup = new Map<string, string>();
  const textOf = (id: string, above: readonly string[] = []): string => {
    const kept = ofGroup.get(id);
    const group = known.get(id);
    if (kept !== undefined || !group || above.includes(id)) return kept ?? '';
    const within = (group.groups ?? []).map((one) => textOf(one, [...above, id]));
    const text = [group.label.en, group.label.zh, ...texts(group), ...within].join('\n').toLowerCase();
    ofGroup.set(id, text);
    return text;
  };
  return (of: RestrictionTold, wanted: string) =>
    [of.label.en, of.label.zh, of.clause, ...texts(of)].join('\n').toLowerCase().includes(wanted) ||
    (of.group !== undefined && textOf(of.group).includes(wanted));
}

/** The restrictions of an edition, which can be searched. */
export function Restrictions({ pack }: { pack: PackAnswer }) {
  const { t, local, list } = usePackWords();
  const columns = useColumns();
  const [typed, type] = useState('');
  const [room, makeRoom] = useState(AT_ONCE);
  const wanted = useDeferredValue(typed.trim().toLowerCase());
  const isNumber = isCasNumber(wanted);
  const mayLookUp = useMay('records.read');
  // A number that no list names may still be in a group by its formula: what is held of the substance says so.
  const { data: substance } = useJson<SubstanceAnswer>(
    `/substances/substance/${encodeURIComponent(`cas:${wanted}`)}`,
    {},
    { enabled: isNumber && mayLookUp },
  );
  const takesIn = new Set(
    (isNumber ? (substance?.restrictions ?? []) : [])
      .filter((one) => one.pack === pack.pack && one.edition === pack.edition)
      .map(({ id }) => id),
  );
  const matches = wanted === '' ? () => true : matcher(pack.groups);
  const found = pack.restrictions.filter((one) => takesIn.has(one.id) || matches(one, wanted));
  const shown = found.slice(0, room);
  const byFormula =
    isNumber && !substance
      ? pack.groups.filter(({ elements, structure }) => elements !== undefined || structure !== undefined)
      : [];
  const title = t('substances.packs.restrictions');
  return (
    <section className="board" id="restrictions" aria-labelledby="restrictions-title">
      <h2 className="board-title" id="restrictions-title">
        {title}
      </h2>
      <div className="pack-search">
        <Labelled label={t('substances.pack.search')}>
          {(id) => (
            <Input
              id={id}
              value={typed}
              allowClear
              onChange={({ target }) => {
                type(target.value);
                makeRoom(AT_ONCE);
              }}
            />
          )}
        </Labelled>
        <p className="secondary" role="status">
          {t('substances.pack.found', { shown: found.length, count: pack.restrictions.length })}
        </p>
      </div>
      {isNumber && substance ? (
        <p className="side-text">
          {t('substances.pack.isSubstance', {
            number: wanted,
            name: list([local(substance.name), substance.formula ?? ''].filter((part) => part !== '')) || wanted,
          })}{' '}
          <SubstanceLink of={`cas:${wanted}`}>{t('substances.pack.allRules')}</SubstanceLink>
        </p>
      ) : null}
      {byFormula.length > 0 ? (
        <p className="side-text">
          {t('substances.pack.byFormula', {
            groups: list(byFormula.map(({ label }) => local(label))),
            many: byFormula.length,
          })}
        </p>
      ) : null}
      {found.length === 0 ? (
        <p>{t('substances.pack.nothingFound')}</p>
      ) : (
        <PackTable label={title} columns={Object.values(columns)}>
          {shown.map((one) => (
            <Row key={one.id} of={one} pack={pack} />
          ))}
        </PackTable>
      )}
      {found.length > shown.length ? (
        <Button className="pack-more" onClick={() => makeRoom(room + 4 * AT_ONCE)}>
          {t('substances.pack.more', { count: Math.min(4 * AT_ONCE, found.length - shown.length) })}
        </Button>
      ) : null}
    </section>
  );
}
