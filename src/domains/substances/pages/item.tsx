// An item: how it stands under each rule pack, why, what it is made of, who makes it and what they declared, what contains it.
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Problem } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { showFigure } from '#units/show-figure.ts';
import type { ItemAnswer, MakerPartTold, WhyAnswer } from '../model/item-answer.ts';
import { holdsWhereSold } from '../model/markets.ts';
import { verdicts } from '../model/verdict.ts';
import { listOfPack } from '../rules/customer-pack.ts';
import { Certificates } from './certificates.tsx';
import { Decide, DecisionMade, Overrides } from './overrides.tsx';
import { PartsTree } from './parts-tree.tsx';
import { Reports } from './reports.tsx';
import { Required } from './required.tsx';
import { SoldToWhom } from './sold-to.tsx';
import { useFacts } from './use-facts.ts';
import { AsOf, VerdictMark } from './verdict-mark.tsx';
import { Why } from './why.tsx';
import '#platform/ui/chart/numbers.css';
import './items.css';

function Facts({ item }: { item: ItemAnswer }) {
  const { t, language } = useWords();
  const { completeness: known } = item;
  const facts: [string, string][] = [
    [t('substances.item.itemClass'), t(`substances.class.${item.itemClass}`)],
    [t('substances.item.controlGrade'), item.controlGrade ? t(`substances.grade.${item.controlGrade}`) : '—'],
    [t('substances.item.markets'), item.markets?.join(', ') || t('substances.items.marketsUnsaid')],
    [t('substances.item.category'), item.category ?? t('substances.items.categoryUnsaid')],
    [t('substances.items.mass'), item.massMg === null ? '—' : `${Number(item.massMg).toLocaleString('en')} mg`],
    [
      t('substances.items.named'),
      known === null || known.massMg === 0
        ? '—'
        : t(known.withoutMass > 0 ? 'substances.items.namedOfKnown' : 'substances.items.namedOf', {
            share: showFigure(String(known.namedMg / known.massMg), 'share', language),
            mass: known.massMg.toLocaleString('en', { maximumSignificantDigits: 6 }),
            count: known.withoutMass,
          }),
    ],
  ];
  return (
    <dl className="item-facts">
      {facts.map(([term, said]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Whose list a pack is; of law nothing is said. */
function CustomerOf({ customer }: { customer: string | null | undefined }) {
  const { t } = useWords();
  return customer ? (
    <span className="item-customer secondary">{t('substances.packs.ofCustomer', { customer })}</span>
  ) : null;
}

/** Verdicts as they are told: those under lists of customers who do not buy it, and of where it is not sold, last. */
function worstFirst({ verdicts: found, packs, markets }: ItemAnswer) {
  const isList = new Set(packs.flatMap(({ pack, customer }) => (customer === null ? [] : [pack])));
  const holds = new Map(packs.map((one) => [one.pack, one.markets]));
  return found
    .map((one) => ({ ...one, isSoldThere: holdsWhereSold(markets, holds.get(one.pack) ?? null) }))
    .map((one) => ({ ...one, isBought: one.verdict !== 'not_applicable' || !isList.has(one.pack) }))
    .toSorted(
      (one, other) =>
        Number(other.isBought) - Number(one.isBought) ||
        Number(other.isSoldThere) - Number(one.isSoldThere) ||
        verdicts.indexOf(other.verdict) - verdicts.indexOf(one.verdict) ||
        one.pack.localeCompare(other.pack),
    );
}

function Verdicts({ item, pack }: { item: ItemAnswer; pack: string }) {
  const { t, local, language } = useWords();
  const packs = new Map(item.packs.map((one) => [one.pack, one]));
  const holding = (of: string) => item.overrides.filter((one) => one.pack === of && one.standing === 'holds');
  return (
    <NumbersScroll label={t('substances.items.verdicts')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('substances.items.pack')}</th>
            <th scope="col">{t('substances.items.verdict')}</th>
            <th scope="col">{t('substances.items.own')}</th>
            <th scope="col">{t('substances.items.since')}</th>
          </tr>
        </thead>
        <tbody>
          {worstFirst(item).map(({ isSoldThere, isBought, ...one }) => (
            <tr key={one.pack} className={one.pack === pack ? 'item-row-chosen' : undefined}>
              <th scope="row">
                <Link
                  to={`/substances/items/${item.id}` as never}
                  search={{ pack: one.pack } as never}
                  aria-current={one.pack === pack ? 'true' : undefined}
                >
                  {local(packs.get(one.pack)?.title) || one.pack}
                </Link>{' '}
                <span className="secondary">{one.edition}</span>
                <CustomerOf customer={packs.get(one.pack)?.customer} />
              </th>
              <td>
                <VerdictMark verdict={one.verdict} basis={one.basis} />
                {isSoldThere ? null : <p className="secondary">{t('substances.items.notSoldThere')}</p>}
                {isBought ? null : <p className="secondary">{t('substances.customers.notBought')}</p>}
                {holding(one.pack).map((told) => (
                  <p key={told.id} className="item-warning">
                    <DecisionMade told={told} />
                  </p>
                ))}
              </td>
              <td>{one.own === one.verdict ? '—' : t(`substances.verdict.${one.own}`)}</td>
              <td>{labelDate(one.since as CalendarDate, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

function MakerPart({ part }: { part: MakerPartTold }) {
  const { t, local, language } = useWords();
  return (
    <>
      <tr>
        <th scope="row" colSpan={5}>
          <Link to={`/records/substances.maker-part/${part.id}` as never}>{part.number}</Link>{' '}
          <span className="secondary">{part.maker ? local(part.maker.name) : ''}</span>
          {part.declarations.length === 0 ? <span> · {t('substances.items.nothingDeclared')}</span> : null}
        </th>
      </tr>
      {part.declarations.map((one) => (
        <tr key={one.id}>
          <td>
            <Link to={`/records/substances.declaration/${one.id}` as never}>{one.document}</Link>
          </td>
          <td>{labelDate(one.issuedOn as CalendarDate, language)}</td>
          <td>{one.until ? labelDate(one.until as CalendarDate, language) : '—'}</td>
          <td>
            {t(`substances.format.${one.format}`)} · {t(`substances.disclosure.${one.fullMaterial}`)}
          </td>
          <td>
            {one.counts
              ? t('substances.items.counts')
              : t(one.state === 'approved' ? 'substances.items.countsNot' : 'substances.items.notApproved')}
          </td>
        </tr>
      ))}
    </>
  );
}

function MakerParts({ parts }: { parts: readonly MakerPartTold[] }) {
  const { t } = useWords();
  if (parts.length === 0) return <p className="secondary">{t('substances.items.noMakerParts')}</p>;
  return (
    <NumbersScroll label={t('substances.maker-part|many')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('substances.declaration')}</th>
            <th scope="col">{t('substances.declaration.issuedOn')}</th>
            <th scope="col">{t('substances.declaration.until')}</th>
            <th scope="col">{t('substances.declaration.format')}</th>
            <th scope="col">{t('substances.items.state')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <MakerPart key={part.id} part={part} />
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

/** The page of an item. */
export function ItemPage() {
  const { t, local } = useWords();
  const { id } = useParams({ strict: false }) as { id: string };
  const [facts] = useFacts();
  const { data, error, isPending, refetch } = useJson<ItemAnswer>(
    `/substances/items/${id}`,
    {},
    {
      keep: true,
      every: (answer) => ((answer as ItemAnswer | undefined)?.asOf.isBehind ? 2_000 : false),
    },
  );
  const worst = data ? worstFirst(data)[0] : undefined;
  const pack = facts.pack ?? worst?.pack ?? '';
  const chosen = data?.verdicts.find((one) => one.pack === pack);
  // Of an item that the customer does not buy the list says nothing: its limits are not looked at.
  const isAsked = chosen !== undefined && (chosen.verdict !== 'not_applicable' || !listOfPack(pack));
  const why = useJson<WhyAnswer>(`/substances/items/${id}/why`, { pack }, { enabled: isAsked });
  const { refetch: askWhy } = why;
  const stands = chosen ? `${chosen.verdict} ${chosen.basis} ${chosen.since}` : '';
  useEffect(() => {
    if (stands !== '' && isAsked) void askWhy();
  }, [stands, isAsked, askWhy]);
  const title = data?.packs.find((one) => one.pack === pack)?.title;
  return (
    <Page
      title={data ? `${data.number} ${local(data.name)}` : t('substances.item')}
      subtitle={data ? <AsOf {...data.asOf} /> : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={<LinkButton to={`/records/substances.item/${id}`}>{t('substances.items.record')}</LinkButton>}
    >
      {data ? (
        <div className="items-page">
          <Facts item={data} />
          <section className="board">
            <h2 className="board-title">{t('substances.items.verdicts')}</h2>
            {data.verdicts.length === 0 ? (
              <p className="secondary">{t('substances.items.notJudged')}</p>
            ) : (
              <Verdicts item={data} pack={pack} />
            )}
          </section>
          {chosen && title && isAsked ? (
            <section className="board">
              <h2 className="board-title">
                {t('substances.why.of', { pack: local(title) })}{' '}
                <VerdictMark verdict={chosen.verdict} basis={chosen.basis} />
              </h2>
              <Decide key={pack} item={id} verdict={chosen} reasons={why.data?.reasons ?? []} />
              {why.error ? (
                <Problem error={why.error} onRetry={() => void askWhy()} />
              ) : (
                <Why
                  why={why.data}
                  pack={pack}
                  decisions={data.overrides.filter((one) => one.pack === pack && one.standing === 'holds')}
                />
              )}
            </section>
          ) : null}
          {data.overrides.length > 0 ? (
            <section className="board">
              <h2 className="board-title">{t('substances.override|many')}</h2>
              <Overrides item={data} />
            </section>
          ) : null}
          <section className="board">
            <h2 className="board-title">{t('substances.tree.title')}</h2>
            <PartsTree
              item={id}
              pack={pack}
              open={why.data?.path.map((one) => one.id) ?? []}
              key={`${id} ${pack} ${stands} ${why.data?.path.map((one) => one.id).join(' ')}`}
              stands={stands}
            />
          </section>
          <section className="board">
            <h2 className="board-title">{t('substances.grades.standsAt')}</h2>
            <Required required={data.required} />
          </section>
          <section className="board">
            <h2 className="board-title">{t('substances.maker-part|many')}</h2>
            <MakerParts parts={data.makerParts} />
          </section>
          <section className="board">
            <h2 className="board-title">{t('substances.certificate|many')}</h2>
            <Certificates item={data} />
          </section>
          <section className="board">
            <h2 className="board-title">{t('substances.test-report|many')}</h2>
            <Reports parts={data.makerParts} />
          </section>
          <section className="board">
            <h2 className="board-title">{t('substances.customers.soldTo')}</h2>
            <SoldToWhom item={data} />
          </section>
          <section className="board">
            <h2 className="board-title">{t('substances.items.usedIn')}</h2>
            {data.usedIn.length === 0 ? (
              <p className="secondary">{t('substances.items.usedInNothing')}</p>
            ) : (
              <ul className="bullets">
                {data.usedIn.map((one) => (
                  <li key={one.id}>
                    <Link to={`/substances/items/${one.id}` as never} search={{ pack } as never}>
                      {one.number}
                    </Link>{' '}
                    {local(one.name)} <span className="secondary">× {one.quantity}</span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
      ) : null}
    </Page>
  );
}
