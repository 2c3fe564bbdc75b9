// A vendor's statement on paper, or of a vendor that its name does not tell: who it is of, and what it states of each waste.
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '#platform/ui/language.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { WasteMonth } from '../model/month.ts';
import type { TypedLine } from './take-statement.ts';
import type { Vendor } from './use-vendors.ts';

/** Masses as they were typed, by stream. */
export type TypedTexts = Readonly<Record<string, string>>;

export interface MonthPaperProps {
  fileName: string;
  vendorId: string | undefined;
  /** a paper's lines are typed; a sheet's are read as soon as its vendor is known */
  hasLines: boolean;
  vendors: readonly Vendor[];
  site: string;
  month: WasteMonth;
  onLeave: () => void;
  onVendor: (vendorId: string) => void;
  /** what was typed before, where sending it failed */
  typed: TypedTexts;
  onLines: (vendorId: string, lines: readonly TypedLine[], typed: TypedTexts) => void;
}

interface LoadsOfVendor {
  records: { voided: boolean; values: { stream: string } }[];
  names: Readonly<Record<string, { code: string | null; en: string | null; zh: string | null } | undefined>>;
}

/** The streams of which the vendor took something: a load that was taken back is none. */
export const streamsOf = ({ records }: Pick<LoadsOfVendor, 'records'>): string[] => [
  ...new Set(records.flatMap(({ voided, values }) => (voided ? [] : [values.stream]))),
];

const isMass = (text: string) => /^\d{1,6}([.,]\d{1,6})?$/.test(text.trim()) && Number(text.replace(',', '.')) > 0;

/** The form of one file. Only what the vendor took in the month is asked for. */
export function MonthPaper(props: MonthPaperProps) {
  const { fileName, hasLines, vendors, site, month, onLeave, onVendor, onLines } = props;
  const { t, local, language } = useWords();
  const [vendorId, choose] = useState(props.vendorId);
  const [typed, type] = useState(props.typed);
  const { data } = useJson<LoadsOfVendor>(
    '/records/waste.load',
    { scope: site, period: month.month, 'filter.vendor': vendorId, which: 'latest', limit: 500 },
    { enabled: vendorId !== undefined && hasLines },
  );
  const streams = data && streamsOf(data);
  const nameOf = (streamId: string) => data?.names[streamId]?.[language] ?? streamId;
  const lines = (streams ?? []).flatMap((streamId): TypedLine[] => {
    const text = (typed[streamId] ?? '').trim();
    return isMass(text) ? [{ streamId, massTonnes: text.replace(',', '.') }] : [];
  });
  const isReady = vendorId !== undefined && lines.length > 0;
  return (
    <form
      className="month-paper"
      aria-label={fileName}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onLines(vendorId, lines, typed);
      }}
    >
      <strong className="month-paper-name">{fileName}</strong>
      <Select
        aria-label={t('waste.month-end.vendor')}
        placeholder={t('waste.month-end.vendor')}
        showSearch={{ optionFilterProp: 'label' }}
        value={vendorId ?? null}
        options={vendors.map(({ id, code, name }) => ({ value: id, label: `${code} ${local(name)}` }))}
        onChange={(chosen: string) => {
          choose(chosen);
          if (!hasLines) onVendor(chosen);
        }}
      />
      {hasLines
        ? streams?.map((streamId, at) => (
            <label key={streamId} className="month-paper-line" htmlFor={`stated-${streamId}`}>
              <span>{nameOf(streamId)}</span>
              <Input
                id={`stated-${streamId}`}
                autoFocus={at === 0}
                inputMode="decimal"
                suffix="t"
                aria-label={t('waste.month-end.statedOf', { stream: nameOf(streamId) })}
                value={typed[streamId] ?? ''}
                onChange={(event) => type({ ...typed, [streamId]: event.target.value })}
              />
            </label>
          ))
        : null}
      {hasLines && streams?.length === 0 ? <p className="secondary">{t('waste.month-end.vendorTookNothing')}</p> : null}
      <span className="month-paper-actions">
        <Button onClick={onLeave}>{t('waste.month-end.leavePaper')}</Button>
        {hasLines ? (
          <Button type="primary" htmlType="submit" disabled={!isReady}>
            {t('waste.month-end.takePaper')}
            <kbd>Enter</kbd>
          </Button>
        ) : null}
      </span>
    </form>
  );
}
