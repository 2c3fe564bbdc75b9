// What has been written since: one cheap question every few seconds, and whatever stands on the page is asked anew when there is
// an answer. Who is typing is not disturbed: his page is refreshed when he is done.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { getJson } from './api.ts';
import { isTyping } from './shortcuts.tsx';

const EVERY_MS = 10_000;
/** Where one of these stands, somebody is in the middle of something. */
const busy = 'form, .record-form, .ant-modal-wrap:not([style*="none"])';

interface Changes {
  written: string;
  unread: number;
}

/** How many notices are unread; keeps every answer on the page fresh on the way. */
export function useChanges(): Changes | undefined {
  const client = useQueryClient();
  const seen = useRef<string | undefined>(undefined);
  const { data, dataUpdatedAt } = useQuery<Changes>({
    queryKey: ['changes'],
    queryFn: ({ signal }) => getJson<Changes>('/changes', {}, signal),
    refetchInterval: EVERY_MS,
    refetchOnWindowFocus: true,
    staleTime: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer counts, also one that says the same while somebody typed
  useEffect(() => {
    if (!data || seen.current === data.written) return;
    const isFirst = seen.current === undefined;
    if (!isFirst && (isTyping(document.activeElement) || document.querySelector(busy))) return;
    seen.current = data.written;
    if (!isFirst) void client.invalidateQueries({ queryKey: ['json'] });
  }, [data, dataUpdatedAt, client]);
  return data;
}
