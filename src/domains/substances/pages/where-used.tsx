// Where a substance is: in which items, how much, who declared it, and every way up to what is sold.
import { Link } from '@tanstack/react-router';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page, Problem, Teach, Waiting } from '#platform/ui/page.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { UseTold, WhereUsedAnswer } from '../model/item-answer.ts';
import { Buyers } from './customers.tsx';
import { showPpm } from './show-ppm.ts';
import { useFacts } from './use-facts.ts';
import '#platform/ui/chart/numbers.css';
import './items.css';

function Uses({ uses }: { uses: readonly UseTold[] }) {
  const { t, local, language } = useWords();
  return (
    <NumbersScroll label={t('substances.used.uses')}>
      <table className="numbers-table">
        <thead>
          <tr>
            <th scope="col">{t('substances.item')}</th>
            <th scope="col">{t('substances.why.where')}</th>
            <th scope="col" className="right">
              {t('substances.why.amount')}
            </th>
            <th scope="col">{t('substances.maker-part')}</th>
            <th scope="col">{t('substances.declaration')}</th>
          </tr>
        </thead>
        <tbody>
          {uses.map((use, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own and stand in the order of the answer
            <tr key={nth}>
              <th scope="row">
                <Link to={`/substances/items/${use.id}` as never}>{use.number}</Link> {local(use.name)}
              </th>
              <td>
                {use.material ?? t('substances.reason.whole')}
                {use.article ? <span className="secondary"> · {use.article}</span> : null}
              </td>
              <td className="right">
                {use.lowPpm === use.highPpm
                  ? showPpm(use.lowPpm, language)
                  : t('substances.why.range', {
                      low: showPpm(use.lowPpm, language),
                      high: showPpm(use.highPpm, language),
                    })}
              </td>
              <td>
                {use.makerPart} <span className="secondary">{use.maker ? local(use.maker) : ''}</span>
              </td>
              <td>
                <Link to={`/records/substances.declaration/${use.declaration.id}` as never}>
                  {use.declaration.document}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </NumbersScroll>
  );
}

/** @param substance its key, such as `cas:7439-92-1` */
export function WhereUsed({ substance }: { substance: string }) {
  const { t, local } = useWords();
  const { data, error, isPending, refetch } = useJson<WhereUsedAnswer>('/substances/where-used', { substance });
  if (isPending) return <Waiting />;
  if (!data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data.uses.length === 0) return <p className="secondary">{t('substances.used.nowhere')}</p>;
  return (
    <div className="items-page">
      <section className="board">
        <h2 className="board-title">{t('substances.used.uses')}</h2>
        <Uses uses={data.uses} />
        {data.moreUses ? <p className="small secondary">{t('substances.used.moreUses')}</p> : null}
      </section>
      <section className="board">
        <h2 className="board-title">{t('substances.used.paths')}</h2>
        {data.paths.map((path) => (
          <ol className="item-path" key={path.map(({ id }) => id).join(' ')}>
            {path.map(({ id, number, name }) => (
              <li key={id}>
                <Link to={`/substances/items/${id}` as never}>{number}</Link>{' '}
                <span className="secondary">{local(name)}</span>
              </li>
            ))}
          </ol>
        ))}
        {data.morePaths ? <p className="small secondary">{t('substances.used.more')}</p> : null}
      </section>
      <Buyers buyers={data.customers} />
    </div>
  );
}

/** The page of where a substance is. */
export function WhereUsedPage() {
  const { t, local } = useWords();
  const [{ substance = '' }] = useFacts();
  const { data } = useJson<WhereUsedAnswer>('/substances/where-used', { substance }, { enabled: substance !== '' });
  const name = data?.substance.name ? local(data.substance.name) : '';
  const number = substance.replace(/^\w+:/, '');
  return (
    <Page
      title={t('substances.used.title')}
      subtitle={substance === '' ? undefined : `${name} ${number}`.trim()}
      empty={
        substance === '' ? (
          <Teach title={t('substances.used.which.title')}>
            <p>{t('substances.used.which.text')}</p>
          </Teach>
        ) : undefined
      }
    >
      <WhereUsed substance={substance} />
    </Page>
  );
}
