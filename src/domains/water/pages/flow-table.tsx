// The numbers of a drawing as a table, some hundred at a time: a year has 8,760 hours.
import { Pagination } from 'antd';
import { useState } from 'react';
import { PlainTable } from '#platform/ui/chart/chart-frame.tsx';
import type { ChartTable } from '#platform/ui/chart/chart-table.ts';
import type { FlowTold } from './meter-answers.ts';

const AT_ONCE = 200;
/** Whoever takes the numbers away gets the instants in UTC too; on the screen they would only be wide. */
const UTC = 1;

/** A part of the table, with what leads to the others. */
export function FlowTable({ flow, table, caption }: { flow: FlowTold; table: ChartTable; caption: string }) {
  const [page, turn] = useState(1);
  const without = <T,>(row: readonly T[]) => row.filter((_, at) => at !== UTC);
  const rows = table.rows.slice((page - 1) * AT_ONCE, page * AT_ONCE);
  // On the day on which clocks go back an hour comes twice, and a row is told by its first cell.
  const seen = new Set<string>();
  const named = rows.map((row) => {
    const [name = '', utc = ''] = row;
    const twice = seen.has(name);
    seen.add(name);
    return without([twice ? `${name} (${utc})` : name, ...row.slice(1)]);
  });
  return (
    <>
      <PlainTable table={{ columns: without(table.columns), rows: named }} caption={caption} />
      {flow.at.length > AT_ONCE ? (
        <Pagination
          current={page}
          pageSize={AT_ONCE}
          total={flow.at.length}
          showSizeChanger={false}
          onChange={turn}
          size="small"
        />
      ) : null}
    </>
  );
}
