// A table on a board of its own, below its heading: it scrolls sideways by itself where it is wider than the screen.
import type { ReactNode } from 'react';
import { NumbersScroll } from '#platform/ui/chart/numbers-scroll.tsx';

/** A column by what it is called; numbers stand to the right. */
export type BoardColumn = string | { title: string; right: true };

/** The rows of the table are its children. */
export function BoardTable({
  title,
  columns,
  className,
  children,
}: {
  title: string;
  columns: readonly BoardColumn[];
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className="board">
      <h2 className="board-title">{title}</h2>
      <NumbersScroll label={title}>
        <table className={className ? `numbers-table ${className}` : 'numbers-table'}>
          <thead>
            <tr>
              {columns.map((column) => {
                const [name, right] = typeof column === 'string' ? [column, false] : [column.title, column.right];
                return (
                  <th key={name} scope="col" className={right ? 'right' : undefined}>
                    {name}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </NumbersScroll>
    </section>
  );
}
