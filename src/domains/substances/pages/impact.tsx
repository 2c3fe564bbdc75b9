// What a draft list, or a list as it will hold on another day, would change: before it is in force, and without keeping anything.
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { CalendarDate } from '#period/calendar-date.ts';
import { labelDate } from '#period/label.ts';
import { FileDrop, type Sending } from '#platform/records/web/file-drop.tsx';
import { sendJson, uploadFile } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useSaysRefusal } from '#platform/ui/refusal.ts';
import type { DraftListAnswer, ImpactAnswer, StockTold } from '../model/impact-answer.ts';
import { isCasNumber } from '../rules/cas-number.ts';
import { Buyers } from './customers.tsx';
import { ReadList } from './read-list.tsx';
import { useFacts } from './use-facts.ts';
import { VerdictMark } from './verdict-mark.tsx';
import '#platform/ui/chart/numbers.css';
import './items.css';

const pers = ['article', 'homogeneous_material', 'product'] as const;
const draftDuties = ['communicate', 'prohibited'] as const;
const casIn = (text: string) => [...new Set(text.split(/[\s,;，；、]+/).filter((one) => one !== ''))];

/** What there is of an item; what nobody said is a dash, and never nothing. */
function Quantity({ of, what }: { of: StockTold | null; what: 'inStock' | 'onOrder' }) {
  const { t } = useWords();
  const said = of?.[what];
  return (
    <td className="right numeric" title={of ? t('substances.impact.asOf', { on: of.on }) : undefined}>
      {of && said ? (
        <>
          {Number(said).toLocaleString('en', { maximumFractionDigits: 6 })}{' '}
          <span className="secondary">
            {t(of.unit === 'piece' ? 'substances.impact.pieces' : `substances.unit.${of.unit}`)}
          </span>
        </>
      ) : (
        '—'
      )}
    </td>
  );
}

function Answer({ answer }: { answer: ImpactAnswer }) {
  const { t, local, language } = useWords();
  const { counts } = answer;
  return (
    <>
      <section className="board" role="status">
        <h2 className="board-title">
          {t('substances.impact.found', {
            day: labelDate(answer.day as CalendarDate, language),
            looked: answer.looked,
          })}
        </h2>
        <dl className="impact-numbers">
          {(['products', 'items', 'toAsk'] as const).map((what) => (
            <div key={what}>
              <dt>{t(`substances.impact.${what}`)}</dt>
              <dd>{counts[what].toLocaleString('en')}</dd>
            </div>
          ))}
          <div>
            <dt>{t('substances.impact.suppliers')}</dt>
            <dd>{answer.suppliers.length}</dd>
          </div>
        </dl>
        {counts.items > 0 ? (
          <p className="small secondary">
            {t('substances.impact.stockOf', { known: counts.stock, items: counts.items })}{' '}
            <Link to={'/records/substances.stock' as never}>{t('substances.stock|many')}</Link>
          </p>
        ) : null}
      </section>
      {answer.changed.length > 0 ? (
        <section className="board">
          <h2 className="board-title">{t('substances.impact.changed')}</h2>
          <NumbersScroll label={t('substances.impact.changed')}>
            <table className="numbers-table">
              <thead>
                <tr>
                  <th scope="col">{t('substances.item')}</th>
                  <th scope="col">{t('substances.impact.before')}</th>
                  <th scope="col">{t('substances.impact.after')}</th>
                  <th scope="col">{t('substances.impact.because')}</th>
                  <th scope="col" className="right">
                    {t('substances.stock.inStock')}
                  </th>
                  <th scope="col" className="right">
                    {t('substances.stock.onOrder')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {answer.changed.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      <Link to={`/substances/items/${one.id}` as never}>{one.number}</Link> {local(one.name)}{' '}
                      {one.isProduct ? <span className="secondary">{t('substances.check.product')}</span> : null}
                    </th>
                    <td>
                      <VerdictMark verdict={one.before} />
                    </td>
                    <td>
                      <VerdictMark verdict={one.after} />
                    </td>
                    <td className="impact-because">
                      {t(
                        one.toAsk
                          ? 'substances.impact.ask'
                          : one.byItself
                            ? 'substances.impact.own'
                            : 'substances.impact.parts',
                      )}
                    </td>
                    <Quantity of={one.stock} what="inStock" />
                    <Quantity of={one.stock} what="onOrder" />
                  </tr>
                ))}
              </tbody>
            </table>
          </NumbersScroll>
          {counts.items > answer.changed.length ? (
            <p className="small secondary">
              {t('substances.impact.more', { n: counts.items - answer.changed.length })}
            </p>
          ) : null}
        </section>
      ) : null}
      {answer.suppliers.length > 0 ? (
        <section className="board">
          <h2 className="board-title">{t('substances.impact.whom')}</h2>
          <ul className="bullets">
            {answer.suppliers.map((one) => (
              <li key={one.id}>
                <Link to={`/records/suppliers.supplier/${one.id}` as never}>{local(one.name)}</Link>{' '}
                <span className="secondary">
                  {one.code} · {one.items.slice(0, 12).join(', ')}
                  {one.items.length > 12 ? ' …' : ''}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Buyers buyers={answer.customers} />
    </>
  );
}

/** The page of impact. */
export function ImpactPage() {
  const { t } = useWords();
  const [facts] = useFacts();
  const [typed, type] = useState(facts.substance?.replace(/^cas:/, '') ?? '');
  const [per, setPer] = useState<(typeof pers)[number]>('article');
  const [duty, setDuty] = useState<(typeof draftDuties)[number]>('communicate');
  const [limitPpm, setLimit] = useState('1000');
  const [answer, setAnswer] = useState<ImpactAnswer>();
  const refuse = useSaysRefusal();
  const [isBusy, setBusy] = useState(false);
  const [list, setList] = useState<DraftListAnswer>();
  const [sending, setSending] = useState<Sending>();
  const substances = casIn(typed);
  const wrong = substances.filter((one) => !isCasNumber(one));
  const isWhole = list
    ? list.rows.length > 0
    : substances.length > 0 && wrong.length === 0 && /^\d{1,7}(\.\d{1,6})?$/.test(limitPpm);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setAnswer(undefined);
    setSending({ name: file.name, share: 0 });
    try {
      setList(
        await uploadFile<DraftListAnswer>('/substances/draft-lists', file, {}, (share) =>
          setSending({ name: file.name, share }),
        ),
      );
    } catch (error) {
      refuse(error);
    }
    setSending(undefined);
  };
  // Nothing is changed by it: no page has to ask anew.
  const look = async () => {
    setBusy(true);
    try {
      const asked = list ? { list: { rows: list.rows, duty } } : { draft: { substances, per, limitPpm, duty } };
      setAnswer(await sendJson<ImpactAnswer>('POST', '/substances/impact', asked));
    } catch (error) {
      refuse(error);
    }
    setBusy(false);
  };
  return (
    <Page title={t('substances.impact.title')} subtitle={t('substances.impact.subtitle')}>
      <div className="items-page">
        <form
          className="board impact-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (isWhole) void look();
          }}
        >
          {list ? (
            <ReadList
              list={list}
              nameless={list.rows.filter(({ substance }) => !substance.startsWith('cas:')).length}
              onLeave={() => {
                setList(undefined);
                setAnswer(undefined);
              }}
            />
          ) : (
            <>
              <Labelled label={t('substances.impact.substances')}>
                {(id) => (
                  <Input.TextArea
                    id={id}
                    rows={3}
                    value={typed}
                    placeholder="117-81-7"
                    aria-invalid={wrong.length > 0}
                    onChange={({ target }) => type(target.value)}
                  />
                )}
              </Labelled>
              {wrong.length > 0 ? (
                <p role="alert">{t('substances.impact.wrong', { given: wrong.join(', ') })}</p>
              ) : null}
              <Labelled label={t('substances.impact.limit')}>
                {(id) => (
                  <Input
                    id={id}
                    inputMode="decimal"
                    value={limitPpm}
                    onChange={({ target }) => setLimit(target.value.trim())}
                  />
                )}
              </Labelled>
              <Labelled label={t('substances.impact.per')}>
                {(id) => (
                  <Select
                    id={id}
                    value={per}
                    onChange={setPer}
                    options={pers.map((value) => ({ value, label: t(`substances.impact.per.${value}`) }))}
                  />
                )}
              </Labelled>
              <FileDrop
                label={t('substances.impact.drop')}
                hint={t('substances.impact.dropHint')}
                accept=".xlsx,.csv"
                sending={sending}
                isCompact
                onFiles={([file]) => void take(file)}
              />
            </>
          )}
          <Labelled label={t('substances.impact.duty')}>
            {(id) => (
              <Select
                id={id}
                value={duty}
                onChange={setDuty}
                options={draftDuties.map((value) => ({ value, label: t(`substances.impact.duty.${value}`) }))}
              />
            )}
          </Labelled>
          <div>
            <Button type="primary" htmlType="submit" disabled={!isWhole} loading={isBusy}>
              {t('substances.impact.look')}
            </Button>
          </div>
        </form>
        {answer ? <Answer answer={answer} /> : null}
      </div>
    </Page>
  );
}
