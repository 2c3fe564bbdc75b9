// A customer's file taken in: what each row is read as, what is wrong in which, what the list is called, and then all of it kept.
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { FileDrop } from '#platform/records/web/file-drop.tsx';
import { ApiProblem } from '#platform/ui/api.ts';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { Labelled } from '#platform/ui/labelled.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { LinkButton } from '#platform/ui/link-button.tsx';
import { Page } from '#platform/ui/page.tsx';
import { type CustomerListAnswer, type ListDuty, listDuties } from '../model/customer-list.ts';
import { packOfList } from '../rules/customer-pack.ts';
import { shownPpm } from '../rules/shown-limit.ts';
import { ReadList } from './read-list.tsx';
import { useSentFile } from './use-sent-file.ts';
import '#platform/ui/chart/numbers.css';
import './items.css';

const TOLD_AT_ONCE = 100;
const texts = ['customer', 'name', 'code', 'edition'] as const;
const days = ['from', 'before'] as const;
const isCode = (text: string) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 40;

/** What a person says of the list. */
interface Said {
  customer: string;
  name: string;
  code: string;
  edition: string;
  from: string;
  before: string;
  markets: string;
  duty: ListDuty;
}
const nothing: Said = {
  ...{ customer: '', name: '', code: '', edition: '', from: '', before: '', markets: '', duty: 'prohibited' },
};

function Rows({ rows }: { rows: CustomerListAnswer['rows'] }) {
  const { t } = useWords();
  return (
    <>
      <h2 className="board-title">{t('substances.lists.rows')}</h2>
      <NumbersScroll label={t('substances.lists.rows')}>
        <table className="numbers-table">
          <thead>
            <tr>
              <th scope="col" className="right">
                {t('substances.lists.row')}
              </th>
              <th scope="col">{t('substances.customer-list.entry.substance')}</th>
              <th scope="col">{t('substances.customer-list.entry.cas')}</th>
              <th scope="col" className="right">
                {t('substances.customer-list.entry.limitPpm')}
              </th>
              <th scope="col">{t('substances.customer-list.entry.per')}</th>
              <th scope="col">{t('substances.customer-list.entry.duty')}</th>
              <th scope="col">{t('substances.customer-list.entry.from')}</th>
              <th scope="col">{t('substances.customer-list.entry.note')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, TOLD_AT_ONCE).map((one) => (
              <tr key={one.row}>
                <td className="right">{one.row}</td>
                <th scope="row">{one.substance}</th>
                <td>{one.cas ?? <span className="secondary">{t('substances.lists.noNumber')}</span>}</td>
                <td className="right">
                  {one.limitPpm === null ? t('substances.lists.onPurpose') : shownPpm(one.limitPpm)}
                </td>
                <td>{t(`substances.per.${one.per}`)}</td>
                <td>{t(`substances.duty.${one.duty}`)}</td>
                <td>{one.from ?? '—'}</td>
                <td>{one.note ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </NumbersScroll>
      {rows.length > TOLD_AT_ONCE ? (
        <p className="small secondary">{t('substances.lists.more', { n: rows.length - TOLD_AT_ONCE })}</p>
      ) : null}
    </>
  );
}

function Kept({ kept, code }: { kept: NonNullable<CustomerListAnswer['kept']>; code: string }) {
  const { t } = useWords();
  return (
    <section className="board" role="status">
      <h2 className="board-title">{t(`substances.lists.kept.${kept.outcome}`)}</h2>
      <p>{t(kept.state === 'approved' ? 'substances.take.counts' : 'substances.take.toReview')}</p>
      <p>
        <Link to={`/records/substances.customer-list/${kept.id}` as never}>{t('substances.lists.open')}</Link>
        {kept.state === 'approved' ? (
          <>
            {' · '}
            <Link to={`/substances/packs/${packOfList(code)}` as never}>{t('substances.packs.pack')}</Link>
          </>
        ) : null}
      </p>
    </section>
  );
}

/** What the list is called, whose it is and since when it holds. */
function Form({
  said,
  onSay,
  onNamed,
}: {
  said: Said;
  onSay: (more: Partial<Said>) => void;
  /** the list or its edition has its name */
  onNamed: () => void;
}) {
  const { t } = useWords();
  return (
    <div className="impact-form">
      {texts.map((field) => (
        <Labelled key={field} label={t(`substances.customer-list.${field}`)}>
          {(id) => (
            <>
              <Input
                id={id}
                value={said[field]}
                maxLength={field === 'code' ? 40 : field === 'edition' ? 60 : 200}
                status={field === 'code' && said.code !== '' && !isCode(said.code) ? 'error' : ''}
                onChange={({ target }) => onSay({ [field]: target.value })}
                onBlur={field === 'code' || field === 'edition' ? onNamed : undefined}
              />
              {field === 'code' ? <p className="small secondary">{t('substances.lists.codeHelp')}</p> : null}
            </>
          )}
        </Labelled>
      ))}
      <div className="item-filters">
        {days.map((field) => (
          <Labelled key={field} label={t(`substances.customer-list.${field}`)}>
            {(id) => (
              <Input
                id={id}
                type="date"
                value={said[field]}
                status={field === 'before' && said.before !== '' && said.before <= said.from ? 'error' : ''}
                onChange={({ target }) => onSay({ [field]: target.value })}
              />
            )}
          </Labelled>
        ))}
      </div>
      <Labelled label={t('substances.customer-list.markets')}>
        {(id) => (
          <>
            <Input id={id} value={said.markets} onChange={({ target }) => onSay({ markets: target.value })} />
            <p className="small secondary">{t('substances.lists.marketsHelp')}</p>
          </>
        )}
      </Labelled>
      <Labelled label={t('substances.lists.duty')}>
        {(id) => (
          <Select
            id={id}
            value={said.duty}
            onChange={(duty) => onSay({ duty })}
            options={listDuties.map((value) => ({ value, label: t(`substances.duty.${value}`) }))}
          />
        )}
      </Labelled>
    </div>
  );
}

/** Where a customer's file is dropped, understood and kept. */
export function TakeCustomerListPage() {
  const { t } = useWords();
  const [said, say] = useState<Said>(nothing);
  const [wrong, setWrong] = useState<ApiProblem>();
  const path = '/substances/customer-list-files';
  const { answer, sending, isWorking, ...sent } = useSentFile<CustomerListAnswer>(path, (error) => {
    if (error instanceof ApiProblem && error.problems.length > 0) setWrong(error);
  });
  const change = (more: Partial<Said>) => {
    const next = { ...said, ...more };
    say(next);
    setWrong(undefined);
    if ('duty' in more) sent.lookAgain({ ...next });
  };
  const isWhole =
    answer !== undefined &&
    answer.rows.length > 0 &&
    isCode(said.code) &&
    [said.customer, said.name, said.edition, said.from].every((text) => text.trim() !== '') &&
    (said.before === '' || said.before > said.from);
  return (
    <Page
      title={t('substances.lists.title')}
      subtitle={t('substances.lists.subtitle')}
      actions={<LinkButton to="/substances/packs">{t('substances.packs.title')}</LinkButton>}
    >
      <div className="items-page">
        {answer ? null : (
          <FileDrop
            label={t('substances.lists.drop')}
            hint={t('substances.lists.hint')}
            accept=".xlsx,.csv"
            sending={sending}
            onFiles={([next]) => {
              if (next) sent.take(next, { ...said });
            }}
          />
        )}
        {answer?.kept ? <Kept kept={answer.kept} code={said.code} /> : null}
        {answer ? (
          <section className="board">
            <ReadList
              list={answer}
              nameless={answer.rows.filter(({ cas }) => cas === null).length}
              leaveWord={t('substances.lists.another')}
              onLeave={() => {
                sent.leave();
                setWrong(undefined);
              }}
            />
          </section>
        ) : null}
        {answer && answer.problems.length === 0 && !answer.kept ? (
          <section className="board items-page">
            <Form
              said={said}
              onSay={change}
              onNamed={() => {
                // Whether it is held already is told before it is kept.
                if (isCode(said.code) && said.edition !== '') sent.lookAgain({ ...said });
              }}
            />
            {answer.held ? <p role="status">{t('substances.lists.held')}</p> : null}
            {wrong ? (
              <ul className="bullets" role="alert">
                {wrong.problems.slice(0, TOLD_AT_ONCE).map((one) => (
                  <li key={`${one.field} ${one.code} ${one.line}`}>{one.words}</li>
                ))}
              </ul>
            ) : null}
            <div className="item-more">
              <Button
                type="primary"
                disabled={!isWhole}
                loading={isWorking === 'keeping'}
                onClick={() => sent.keep({ ...said })}
              >
                {t('substances.lists.keep')}
              </Button>
            </div>
          </section>
        ) : null}
        {answer && answer.rows.length > 0 ? (
          <section className="board">
            <Rows rows={answer.rows} />
          </section>
        ) : null}
      </div>
    </Page>
  );
}
