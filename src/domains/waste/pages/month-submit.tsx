// The end of the month: submitted with a receipt that names its time, and the government's ledgers from the same rows.
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { addressOf } from '#platform/ui/api.ts';
import { useInstant } from '#platform/ui/instant.ts';
import { type LocalText, useWords } from '#platform/ui/language.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { SubmitReceipt, WasteMonth } from '../model/month.ts';

export interface MonthSubmitProps {
  month: WasteMonth;
  receipt: SubmitReceipt | undefined;
  mayRecord: boolean;
  isBusy: boolean;
  submit: (() => void) | undefined;
}

/** What still stands before a submission; nothing where it can go. */
export function stillOpen(month: WasteMonth, missing: number): { key: string; count: number }[] {
  const questions = month.questions.filter(({ explanation }) => !explanation).length;
  return [
    { key: 'waste.month-end.open.missing', count: missing },
    { key: 'waste.month-end.open.questions', count: questions },
  ].filter(({ count }) => count > 0);
}

/** The panel of the submission. */
export function MonthSubmit(props: MonthSubmitProps & { missing: number }) {
  const { month, receipt, mayRecord, isBusy, submit, missing } = props;
  const { t } = useWords();
  const instant = useInstant();
  const waiting = month.open.loads + month.open.nil + month.open.storage;
  const open = stillOpen(month, missing);
  const known = month.expected.some(({ records }) => records > 0);
  return (
    <section className="month-panel" aria-label={t('waste.month-end.submit')}>
      <h2>{t('waste.month-end.submit')}</h2>
      {receipt ? (
        <div className="month-receipt" role="status">
          <p>
            <strong>
              <span aria-hidden="true">✓ </span>
              {t('waste.month-end.receipt', { at: instant(receipt.at) })}
            </strong>
          </p>
          <p className="small">
            {t('waste.month-end.receiptCounts', { loads: receipt.loads, nil: receipt.nil, storage: receipt.storage })}
          </p>
          <p className="small secondary month-hash" title={receipt.hash}>
            {t('waste.month-end.receiptProof', { seq: receipt.seq, hash: receipt.hash.slice(0, 16) })}
          </p>
        </div>
      ) : null}
      {month.closed ? (
        <p className="secondary">{t('waste.month-end.closed')}</p>
      ) : waiting === 0 ? (
        receipt ? null : (
          <p className="secondary">{t(known ? 'waste.month-end.nothingOpen' : 'waste.month-end.nothingYet')}</p>
        )
      ) : (
        <>
          {open.length > 0 ? (
            <ul className="month-open">
              {open.map(({ key, count }) => (
                <li key={key}>
                  <span aria-hidden="true">○ </span>
                  {t(key, { count })}
                </li>
              ))}
            </ul>
          ) : (
            <p className="secondary">{t('waste.month-end.ready', { count: waiting })}</p>
          )}
          {mayRecord ? (
            <Button type="primary" block disabled={!submit} loading={isBusy} onClick={submit} aria-keyshortcuts="S">
              {t('waste.month-end.submitNow', { count: waiting })}
              <kbd>S</kbd>
            </Button>
          ) : null}
        </>
      )}
    </section>
  );
}

interface LedgerLayouts {
  layouts: readonly { edition: string; title: LocalText; verified: boolean }[];
}

/** The government's ledgers of the month, each a workbook from the same rows. */
export function GovernmentLedgers({ site, period }: { site: string; period: string }) {
  const { t, local } = useWords();
  const { data } = useJson<LedgerLayouts>('/waste/ledgers');
  if (!data || data.layouts.length === 0) return null;
  return (
    <section className="month-panel" aria-label={t('waste.month-end.ledgers')}>
      <h2>{t('waste.month-end.ledgers')}</h2>
      <p className="small secondary">{t('waste.month-end.ledgersText')}</p>
      <ul className="month-downloads">
        {data.layouts.map((layout) => (
          <li key={layout.edition}>
            <a
              className="month-download"
              href={addressOf(`/waste/ledgers/${layout.edition}.xlsx`, { site, period, basis: 'shown' })}
              download
            >
              <DownloadOutlined aria-hidden="true" />
              <span>{local(layout.title)}</span>
              {layout.verified ? null : <span className="small secondary">{t('waste.month-end.unverified')}</span>}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
