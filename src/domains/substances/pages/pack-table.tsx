// A table of rows of a rule pack on a board; on a phone each row is a card that names its columns.
import type { ReactNode } from 'react';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';
import '#platform/ui/chart/numbers.css';
import './packs.css';

export interface PackColumn {
  title: string;
  right?: true;
  /** a column that holds more than a few words */
  wide?: true;
}

/** One cell after the heading of its row; on a phone its column's title stands before it. */
export function PackCell({ title, right, children }: PackColumn & { children: ReactNode }) {
  return (
    <td className={right ? 'right' : undefined}>
      <span className="pack-cell-title" aria-hidden="true">
        {title}
      </span>
      <div>{children}</div>
    </td>
  );
}

export function PackTable({
  label,
  columns,
  children,
}: {
  label: string;
  columns: readonly PackColumn[];
  children: ReactNode;
}) {
  return (
    <NumbersScroll label={label}>
      <table className="numbers-table pack-table">
        <thead>
          <tr>
            {columns.map(({ title, right, wide }) => (
              <th
                key={title}
                scope="col"
                className={[right ? 'right' : '', wide ? 'pack-wide' : ''].join(' ').trim() || undefined}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </NumbersScroll>
  );
}
