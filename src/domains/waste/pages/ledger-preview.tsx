// What a ledger will look like: its sheets as tabs, the first rows of each, empty cells as they will be.
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import { useWords } from '#platform/ui/language.tsx';
import { useIsPhone } from '#platform/ui/use-is-phone.ts';
import type { LedgerGapsAnswer, LedgerLayoutAnswer } from './ledger-answers.ts';

const isNumber = (gives: string) => gives === 'mass' || gives === 'integer';

/** The first rows of one sheet at a time. */
export function LedgerPreview({
  layout,
  answer,
  marked,
}: {
  layout: LedgerLayoutAnswer;
  answer: LedgerGapsAnswer;
  /** rows that are not approved are in it, and say so */
  marked: boolean;
}) {
  const { t, local } = useWords();
  const isPhone = useIsPhone();
  const [chosen, choose] = useState<string>();
  const sheet = layout.sheets.find(({ id }) => id === chosen) ?? layout.sheets[0];
  const filled = answer.sheets.find(({ id }) => id === sheet?.id);
  if (!sheet || !filled) return null;
  const options = layout.sheets.map(({ id, title }) => ({ value: id, label: local(title) }));
  const count = t('waste.ledger.page.rows', { count: filled.rows.toLocaleString('en') });
  return (
    <section className="board" aria-labelledby="ledger-preview-title">
      <div className="ledger-preview-head">
        <h2 id="ledger-preview-title" className="board-title">
          {t('waste.ledger.page.preview')} <span className="side-text">{count}</span>
        </h2>
        {isPhone ? (
          <Select aria-label={t('waste.ledger.page.sheet')} value={sheet.id} options={options} onChange={choose} />
        ) : (
          <Segmented aria-label={t('waste.ledger.page.sheet')} value={sheet.id} options={options} onChange={choose} />
        )}
      </div>
      {filled.rows === 0 ? (
        <p className="side-text">{t('waste.ledger.page.noRows')}</p>
      ) : (
        <NumbersScroll label={local(sheet.title)} className="ledger-preview">
          <table className="numbers-table">
            <thead>
              <tr>
                {sheet.columns.map(({ heading, gives }) => (
                  <th key={local(heading)} scope="col" className={isNumber(gives) ? 'right' : undefined}>
                    {local(heading)}
                  </th>
                ))}
                {marked ? <th scope="col">{t('waste.ledger.state')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {filled.first.map(({ cells, state }, row) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names and do not change places
                <tr key={row}>
                  {cells.map((cell, at) => (
                    <td
                      key={local(sheet.columns[at]?.heading)}
                      className={isNumber(sheet.columns[at]?.gives ?? '') ? 'right' : undefined}
                    >
                      {cell === '' ? <span className="ledger-empty">—</span> : cell}
                    </td>
                  ))}
                  {marked ? <td>{t(`waste.ledger.state.${state}`)}</td> : null}
                </tr>
              ))}
            </tbody>
          </table>
        </NumbersScroll>
      )}
    </section>
  );
}
