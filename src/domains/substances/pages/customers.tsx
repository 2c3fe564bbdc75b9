// Customers: what each buys, and how that stands by the customer's own list and by law, worst first.
import { Link } from '@tanstack/react-router';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page, Teach } from '#platform/ui/page.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { CustomerStanding, CustomersAnswer } from '../model/customers-answer.ts';
import type { Buyer, PackNamed } from '../model/item-answer.ts';
import { type Verdict, verdicts } from '../model/verdict.ts';
import { PackCell, PackTable } from './pack-table.tsx';
import { AsOf, VerdictMark } from './verdict-mark.tsx';
import './items.css';

const rank = (verdict: Verdict) => verdicts.indexOf(verdict);
/** Packs under which nothing is to be done are told by their number of products alone. */
const asksSomething = (verdict: Verdict) => rank(verdict) > rank('complies_by_exemption');
const MOST = 4;

/** Of some packs the worst that any product is under each, worst first, with how many are so. */
function Worst({
  customer,
  packs,
  isBrief,
}: {
  customer: CustomerStanding;
  packs: readonly PackNamed[];
  isBrief: boolean;
}) {
  const { t, local } = useWords();
  const worst = packs
    .flatMap(({ pack, title }) => {
      const of = customer.stands
        .filter((one) => one.pack === pack)
        .toSorted((one, other) => rank(other.verdict) - rank(one.verdict))[0];
      return of && (!isBrief || asksSomething(of.verdict)) ? [{ ...of, title }] : [];
    })
    .toSorted((one, other) => rank(other.verdict) - rank(one.verdict) || other.products - one.products);
  // What is not judged yet is not well either.
  if (customer.stands.length === 0) return <VerdictMark verdict={null} />;
  if (worst.length === 0) return <span className="secondary">{t('substances.customers.allWell')}</span>;
  return (
    <ul className="item-others customer-packs">
      {worst.slice(0, isBrief ? MOST : undefined).map(({ pack, verdict, products, title }) => (
        <li key={pack}>
          <Link to={'/substances/items' as never} search={{ customer: customer.name, pack, verdict } as never}>
            {local(title)}
          </Link>{' '}
          <VerdictMark verdict={verdict} />{' '}
          <span className="secondary numeric">
            {t('substances.customers.of', { items: products, products: customer.products ?? 0 })}
          </span>
        </li>
      ))}
      {isBrief && worst.length > MOST ? <li className="secondary">+{worst.length - MOST}</li> : null}
    </ul>
  );
}

function Row({ customer, packs }: { customer: CustomerStanding; packs: readonly PackNamed[] }) {
  const { t, local } = useWords();
  const lists = packs.filter(({ pack }) => customer.lists.includes(pack));
  const law = packs.filter((one) => one.customer === null);
  const isSaid = customer.products !== null;
  return (
    <tr>
      <th scope="row">
        {isSaid ? (
          <Link to={'/substances/items' as never} search={{ customer: customer.name } as never}>
            {customer.name}
          </Link>
        ) : (
          customer.name
        )}
      </th>
      <PackCell title={t('substances.customers.products')} right>
        {customer.products?.toLocaleString('en') ?? '—'}
      </PackCell>
      <PackCell title={t('substances.customers.lists')}>
        {lists.length === 0 ? <span className="secondary">{t('substances.customers.noList')}</span> : null}
        {lists.length > 0 && isSaid ? <Worst customer={customer} packs={lists} isBrief={false} /> : null}
        {lists.length > 0 && !isSaid ? (
          <>
            {lists.map(({ pack, title }) => (
              <Link key={pack} to={`/substances/packs/${pack}` as never}>
                {local(title)}
              </Link>
            ))}
            <p className="secondary">{t('substances.customers.unsaid')}</p>
          </>
        ) : null}
      </PackCell>
      <PackCell title={t('substances.customers.law')}>
        {isSaid ? <Worst customer={customer} packs={law} isBrief /> : '—'}
      </PackCell>
    </tr>
  );
}

/** Customers who buy something that is asked about; nothing where there are none. */
export function Buyers({ buyers }: { buyers: readonly Buyer[] }) {
  const { t } = useWords();
  if (buyers.length === 0) return null;
  return (
    <section className="board">
      <h2 className="board-title">{t('substances.customers.affected')}</h2>
      <ul className="bullets">
        {buyers.map(({ customer, items }) => (
          <li key={customer}>
            <Link to={'/substances/items' as never} search={{ customer } as never}>
              {customer}
            </Link>{' '}
            <span className="secondary">
              {items.slice(0, 12).join(', ')}
              {items.length > 12 ? ' …' : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The page of customers. */
export function CustomersPage() {
  const { t } = useWords();
  const mayRecord = useMay('records.record');
  const { data, error, isPending, refetch } = useJson<CustomersAnswer>(
    '/substances/customers',
    {},
    {
      keep: true,
      every: (answer) => ((answer as CustomersAnswer | undefined)?.asOf.isBehind ? 2_000 : false),
    },
  );
  return (
    <Page
      title={t('substances.customers.title')}
      subtitle={data && data.customers.length > 0 ? <AsOf {...data.asOf} /> : undefined}
      loading={isPending}
      error={data ? undefined : error}
      onRetry={() => void refetch()}
      actions={
        <>
          <LinkButton to="/records/substances.customer-product">{t('substances.customer-product|many')}</LinkButton>
          {mayRecord ? <LinkButton to="/substances/customer-lists">{t('substances.packs.takeList')}</LinkButton> : null}
        </>
      }
      empty={
        data && data.customers.length === 0 ? (
          <Teach
            title={t('substances.customers.none.title')}
            actions={
              mayRecord ? (
                <LinkButton to="/import/substances.customer-product">{t('substances.customers.none.act')}</LinkButton>
              ) : undefined
            }
          >
            <p>{t('substances.customers.none.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      {data ? (
        <section className="board" aria-label={t('substances.customers.title')}>
          <PackTable
            label={t('substances.customers.title')}
            columns={[
              { title: t('substances.customer-product.customer') },
              { title: t('substances.customers.products'), right: true },
              { title: t('substances.customers.lists') },
              { title: t('substances.customers.law') },
            ]}
          >
            {data.customers.map((customer) => (
              <Row key={customer.name} customer={customer} packs={data.packs} />
            ))}
          </PackTable>
        </section>
      ) : null}
    </Page>
  );
}
