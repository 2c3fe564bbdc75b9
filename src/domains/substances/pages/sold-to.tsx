// Who buys an item, or what it is in: the customer, by which number, through which product, and since when.
import { Link } from '@tanstack/react-router';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import type { ItemAnswer } from '../model/item-answer.ts';

export function SoldToWhom({ item: { soldTo, moreSoldTo } }: { item: ItemAnswer }) {
  const { t, local, language } = useWords();
  if (soldTo.length === 0)
    return (
      <p className="secondary">
        {t(moreSoldTo ? 'substances.customers.soldMore' : 'substances.customers.soldToNobody')}
      </p>
    );
  return (
    <>
      <NumbersScroll label={t('substances.customers.soldTo')}>
        <table className="numbers-table">
          <thead>
            <tr>
              <th scope="col">{t('substances.customer-product.customer')}</th>
              <th scope="col">{t('substances.customers.through')}</th>
              <th scope="col">{t('substances.customer-product.number')}</th>
              <th scope="col">{t('substances.customer-product.from')}</th>
              <th scope="col">{t('substances.customer-product.before')}</th>
            </tr>
          </thead>
          <tbody>
            {soldTo.map(({ record, customer, number, through, from, before }) => (
              <tr key={record}>
                <th scope="row">
                  <Link to={`/records/substances.customer-product/${record}` as never}>{customer}</Link>
                </th>
                <td>
                  {through ? (
                    <>
                      <Link to={`/substances/items/${through.id}` as never}>{through.number}</Link>{' '}
                      <span className="secondary">{local(through.name)}</span>
                    </>
                  ) : (
                    t('substances.customers.itself')
                  )}
                </td>
                <td>{number ?? '—'}</td>
                <td>{labelDate(from as CalendarDate, language)}</td>
                <td>{before ? labelDate(before as CalendarDate, language) : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </NumbersScroll>
      {moreSoldTo ? <p className="small secondary">{t('substances.customers.soldMore')}</p> : null}
    </>
  );
}
