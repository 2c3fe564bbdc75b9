// The figure whose records a list shows, and whether they sum to what it stands on.
import { CloseOutlined } from '@ant-design/icons';
import { useWords } from '#platform/ui/language.tsx';
import { useProvenance } from '#platform/ui/provenance-context.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import type { RecordList } from './answers.ts';
import { type FieldFilter, filterInAddress, filtersIn } from './list-address.ts';
import { groupDigits } from './shown-value.ts';

interface BehindFigure {
  figure: { id: string; title: string; printed: string };
  loads: { count: number; sumTonnes: string | null } | null;
  drill: { href: string } | null;
}

/** Whether these are the conditions under which all records of the figure are listed. */
function isSameAs(filters: readonly FieldFilter[], href: string): boolean {
  const written = (some: readonly FieldFilter[]) =>
    JSON.stringify(some.map((one) => JSON.stringify(filterInAddress(one))).sort());
  return written(filters) === written(filtersIn(Object.fromEntries(new URLSearchParams(href))));
}

/** "Records behind figure …", with the comparison of count and sum. */
export function DrillChip({
  figureId,
  list,
  filters,
  onRemove,
}: {
  figureId: string;
  list: RecordList | undefined;
  /** the list's own conditions; where they are not the figure's, only a part of it is shown */
  filters: readonly FieldFilter[];
  onRemove: () => void;
}) {
  const { t } = useWords();
  const { open } = useProvenance();
  const { data } = useJson<BehindFigure>(`/f/${figureId}`);
  const behind = data?.loads;
  const sums = Object.values(list?.sums ?? {});
  const isWhole = data !== undefined && isSameAs(filters, data.drill?.href ?? '');
  const isEqual =
    list && behind && isWhole
      ? list.count === behind.count && (behind.sumTonnes === null || sums.includes(behind.sumTonnes))
      : undefined;
  return (
    <span className="chip chip-figure">
      <button type="button" className="chip-text" onClick={() => open(figureId)}>
        <span className="chip-field">{t('ui.list.behind', { figure: figureId })}</span>{' '}
        {data ? `${data.figure.title} ${data.figure.printed}` : ''}
      </button>
      {isEqual === undefined || !behind ? null : (
        <span className={isEqual ? 'chip-note' : 'chip-note field-error'}>
          {t(isEqual ? 'ui.list.sumEqual' : 'ui.list.sumDiffers', {
            sum: behind.sumTonnes === null ? '—' : groupDigits(behind.sumTonnes, 3),
            count: groupDigits(String(behind.count)),
          })}
        </span>
      )}
      <button type="button" className="chip-remove" aria-label={t('ui.list.behindRemove')} onClick={onRemove}>
        <CloseOutlined aria-hidden="true" />
      </button>
    </span>
  );
}
