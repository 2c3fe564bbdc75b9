// Items with how each stands under a rule pack, and under the others where something is to be done.
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { ItemsAnswer, ListedItem, PackNamed } from '../model/item-answer.ts';
import { itemClasses } from '../model/restriction.ts';
import { type Verdict, verdicts } from '../model/verdict.ts';
import { GradeMark } from './required.tsx';
import { useFacts } from './use-facts.ts';
import { AsOf, VerdictMark } from './verdict-mark.tsx';
import '#platform/ui/chart/numbers.css';
import './items.css';

const usualPack = 'rohs-eu';
/** Verdicts that ask for something. */
const asksSomething: ReadonlySet<Verdict> = new Set(verdicts.filter((one) => verdicts.indexOf(one) > 2));

function Others({ item, pack, packs }: { item: ListedItem; pack: string; packs: readonly PackNamed[] }) {
  const { local } = useWords();
  const titles = new Map(packs.map((one) => [one.pack, local(one.title)]));
  const open = item.verdicts
    .filter((one) => one.pack !== pack && asksSomething.has(one.verdict) && one.verdict !== 'unknown')
    .toSorted((one, other) => verdicts.indexOf(other.verdict) - verdicts.indexOf(one.verdict));
  if (open.length === 0) return '—';
  return (
    <span className="item-others">
      {open.slice(0, 2).map((one) => (
        <span key={one.pack}>
          {titles.get(one.pack) ?? one.pack}: <VerdictMark verdict={one.verdict} />
        </span>
      ))}
      {open.length > 2 ? <span className="secondary">+{open.length - 2}</span> : null}
    </span>
  );
}

/** How many stand how; each narrows the list. */
function Counts({
  counts,
  chosen,
  onChoose,
}: {
  counts: ItemsAnswer['counts'];
  chosen: string | undefined;
  onChoose: (verdict: string | undefined) => void;
}) {
  const { t } = useWords();
  const inOrder = counts.toSorted((one, other) => verdicts.indexOf(other.verdict) - verdicts.indexOf(one.verdict));
  return (
    <ul className="item-counts">
      {inOrder.map(({ verdict, items }) => (
        <li key={verdict}>
          <Button
            type={chosen === verdict ? 'primary' : 'default'}
            aria-pressed={chosen === verdict}
            onClick={() => onChoose(chosen === verdict ? undefined : verdict)}
          >
            {t(`substances.verdict.${verdict}`)} {items.toLocaleString('en')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Rows({ answer, pack }: { answer: ItemsAnswer; pack: string }) {
  const { t, local } = useWords();
  return (
    <NumbersScroll label={t('substances.item|many')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('substances.item.number')}</th>
            <th scope="col">{t('substances.item.name')}</th>
            <th scope="col">{t('substances.item.itemClass')}</th>
            <th scope="col">{t('substances.items.verdict')}</th>
            <th scope="col">{t('substances.items.others')}</th>
            <th scope="col">{t('substances.grades.standsAt')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.items.map((item) => {
            const own = item.verdicts.find((one) => one.pack === pack);
            return (
              <tr key={item.id}>
                <th scope="row">
                  <Link to={`/substances/items/${item.id}` as never} search={{ pack } as never}>
                    {item.number}
                  </Link>
                </th>
                <td>{local(item.name)}</td>
                <td className="item-class">{t(`substances.class.${item.itemClass}`)}</td>
                <td>
                  <VerdictMark verdict={own?.verdict ?? null} basis={own?.basis} />
                  {item.decided ? (
                    <p className="item-warning">{t(`substances.override-decision.${item.decided}`)}</p>
                  ) : null}
                </td>
                <td>
                  <Others item={item} pack={pack} packs={answer.packs} />
                </td>
                <td>
                  <GradeMark standing={item.required} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

/** The page of items. */
export function ItemsPage() {
  const { t, local } = useWords();
  const [facts, change] = useFacts();
  const [typed, type] = useState(facts.text ?? '');
  const mayRecord = useMay('records.record');
  const pack = facts.pack ?? usualPack;
  const asked = {
    ...{ text: facts.text, class: facts.class, verdict: facts.verdict, tops: facts.tops, after: facts.after },
    customer: facts.customer,
    pack,
  };
  const { data, error, isPending, refetch } = useJson<ItemsAnswer>('/substances/items', asked, {
    keep: true,
    every: (answer) => ((answer as ItemsAnswer | undefined)?.asOf.isBehind ? 2_000 : false),
  });
  const isNarrowed = Boolean(facts.text ?? facts.class ?? facts.verdict ?? facts.tops ?? facts.customer);
  const narrow = (next: Record<string, string | undefined>) => change({ ...next, after: undefined });
  return (
    <Page
      title={t('substances.item|many')}
      subtitle={data && data.items.length > 0 ? <AsOf {...data.asOf} /> : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <>
          <LinkButton to="/substances/grades">{t('substances.grades.title')}</LinkButton>
          <LinkButton to="/substances/customers">{t('substances.customers.title')}</LinkButton>
          <LinkButton to="/substances/impact">{t('substances.impact.title')}</LinkButton>
          {mayRecord ? <LinkButton to="/substances/bom-files">{t('substances.boms.title')}</LinkButton> : null}
          {mayRecord ? (
            <LinkButton primary to="/substances/declarations">
              {t('substances.take.title')}
            </LinkButton>
          ) : null}
        </>
      }
      empty={
        data && data.items.length === 0 && !isNarrowed && !facts.after ? (
          <Teach
            title={t('substances.items.none.title')}
            actions={<LinkButton to="/import/substances.item">{t('substances.items.none.act')}</LinkButton>}
          >
            <p>{t('substances.items.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <div className="items-page">
          <div className="item-filters">
            <Input.Search
              aria-label={t('substances.items.find')}
              placeholder={t('substances.items.find')}
              value={typed}
              allowClear
              onChange={({ target }) => type(target.value)}
              onSearch={(text) => narrow({ text: text.trim() || undefined })}
            />
            <Select
              aria-label={t('substances.items.pack')}
              value={pack}
              onChange={(next) => narrow({ pack: next, verdict: undefined })}
              options={data.packs.map((one) => ({ value: one.pack, label: local(one.title) }))}
              popupMatchSelectWidth={false}
            />
            <Select
              aria-label={t('substances.item.itemClass')}
              value={facts.class ?? ''}
              onChange={(next) => narrow({ class: next || undefined })}
              options={[
                { value: '', label: t('substances.items.allClasses') },
                ...itemClasses.map((value) => ({ value, label: t(`substances.class.${value}`) })),
              ]}
            />
            {data.customers.length > 0 || facts.customer ? (
              <Select
                aria-label={t('substances.customer-product.customer')}
                value={facts.customer ?? ''}
                onChange={(next) => narrow({ customer: next || undefined })}
                options={[
                  { value: '', label: t('substances.customers.all') },
                  ...new Set([...data.customers, ...(facts.customer ? [facts.customer] : [])]),
                ].map((one) => (typeof one === 'string' ? { value: one, label: one } : one))}
                popupMatchSelectWidth={false}
              />
            ) : null}
            <Button
              type={facts.tops ? 'primary' : 'default'}
              aria-pressed={Boolean(facts.tops)}
              onClick={() => narrow({ tops: facts.tops ? undefined : 'true' })}
            >
              {t('substances.items.tops')}
            </Button>
          </div>
          <Counts counts={data.counts} chosen={facts.verdict} onChoose={(verdict) => narrow({ verdict })} />
          {data.decided > 0 ? <p>{t('substances.override.count', { count: data.decided })}</p> : null}
          <section className="board" aria-label={t('substances.item|many')}>
            {data.items.length === 0 ? (
              <p className="secondary">{t('substances.items.nothingSo')}</p>
            ) : (
              <Rows answer={data} pack={pack} />
            )}
          </section>
          {data.after !== null || facts.after ? (
            <div className="item-more">
              {facts.after ? (
                <Button onClick={() => change({ after: undefined })}>{t('substances.items.first')}</Button>
              ) : null}
              {data.after !== null ? (
                <Button onClick={() => change({ after: data.after ?? undefined })}>{t('substances.items.next')}</Button>
              ) : null}
            </div>
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}
