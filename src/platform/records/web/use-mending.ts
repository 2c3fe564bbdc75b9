// Mending a sheet: what is typed is shown at once, sent in one go, and checked again; nothing typed meanwhile is lost.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem, sendJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import type { CellEdit, ImportAnswer } from './import-answers.ts';

/** The name under which a cell is known while its new text is on its way. */
export const cellKey = ({ row, column }: { row: number; column: number }) => `${row}:${column}`;

export interface Mending {
  edit: (cells: readonly CellEdit[]) => void;
  match: (column: number, field: string | null) => void;
  /** texts that were typed and are not yet checked again, by cell */
  pending: ReadonlyMap<string, string>;
}

/** Collects changes while a check is running, and sends them when it is done. */
export function useMending(answer: ImportAnswer): Mending {
  const { t } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [pending, setPending] = useState<ReadonlyMap<string, string>>(new Map());
  const waiting = useRef<{ cells: CellEdit[]; columns: Record<string, string | null> }>({ cells: [], columns: {} });
  const isSending = useRef(false);
  const path = `/imports/${answer.id}`;
  const isReady = answer.status === 'checked';

  const flush = useCallback(async () => {
    const { cells, columns } = waiting.current;
    if (isSending.current || (cells.length === 0 && Object.keys(columns).length === 0)) return;
    isSending.current = true;
    waiting.current = { cells: [], columns: {} };
    try {
      await sendJson<ImportAnswer>('PATCH', path, {
        ...(cells.length > 0 ? { cells } : {}),
        ...(Object.keys(columns).length > 0 ? { columns } : {}),
      });
    } catch (error) {
      const refused = error instanceof ApiProblem ? error : undefined;
      if (refused?.code === 'import_not_ready') {
        // A large file is still being checked: the changes go with the next turn, after its end.
        waiting.current.cells.unshift(...cells);
        waiting.current.columns = { ...columns, ...waiting.current.columns };
      } else {
        setPending(new Map());
        message.error(refused?.message || t('ui.page.failed.text'));
      }
    }
    isSending.current = false;
    await client.invalidateQueries({ queryKey: ['json', path] });
    await client.invalidateQueries({ queryKey: ['json', `${path}/rows`] });
    if (waiting.current.cells.length === 0) setPending(new Map());
  }, [client, path, message, t]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: pending is what brings the next turn
  useEffect(() => {
    if (isReady) void flush();
  }, [isReady, flush, pending]);

  return {
    pending,
    edit: (cells) => {
      waiting.current.cells.push(...cells);
      setPending((now) => new Map([...now, ...cells.map((cell) => [cellKey(cell), cell.text] as const)]));
    },
    match: (column, field) => {
      waiting.current.columns[column] = field;
      setPending((now) => new Map(now));
    },
  };
}
