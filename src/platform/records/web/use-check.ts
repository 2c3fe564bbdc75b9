// The server's own check, run in the browser as one types: the same function over the same declaration.
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { todayIn } from '#period/calendar-date.ts';
import { getJson } from '#platform/ui/api.ts';
import { useWords } from '#platform/ui/language.tsx';
import { type Checked, checkRecord } from '../declare/check-values.ts';
import type { RecordKind, Referred, Values } from '../declare/kind.ts';
import { referencesIn } from '../declare/references.ts';
import type { RecordAnswer, RecordList } from './answers.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Today at the site of the record, whose zone decides; else where the reader sits. */
function todayAt(timeZone: unknown): string {
  try {
    return todayIn(String(timeZone), Date.now());
  } catch {
    return todayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, Date.now());
  }
}

/** Checks given values with what the records they refer to say; those are fetched as they are chosen. */
export function useCheck(
  kind: RecordKind,
  given: Record<string, unknown>,
  lines: readonly Record<string, unknown>[],
): Checked {
  const { language } = useWords();
  const one: Referred = { values: given as Values, lines: lines as Values[] };
  const asked = new Map<string, { to: string; id: string }>();
  referencesIn(kind, one, (to, id) => {
    if (uuid.test(id)) asked.set(`${to} ${id}`, { to, id });
    return undefined;
  });
  const references = [...asked];
  const found = useQueries({
    queries: references.map(([, { to, id }]) => ({
      queryKey: ['json', `/records/${to}/${id}`, {}, language],
      queryFn: () => getJson<RecordAnswer>(`/records/${to}/${id}`),
      staleTime: 300_000,
    })),
    combine: (answers) =>
      new Map(
        answers.map(({ data }, index): [string, Referred | undefined] => [references[index]?.[0] ?? '', data?.record]),
      ),
  });
  const consulted = useQueries({
    queries: (kind.consults ?? []).map((id) => ({
      queryKey: ['json', `/records/${id}`, { which: 'counting' }, language],
      queryFn: () => getJson<RecordList>(`/records/${id}`, { which: 'counting', limit: 500 }),
      staleTime: 300_000,
    })),
    combine: (answers) =>
      Object.fromEntries(answers.map(({ data }, index) => [kind.consults?.[index] ?? '', data?.records ?? []])),
  });
  return useMemo(() => {
    const { refs, lineRefs } = referencesIn(kind, { values: given as Values, lines: lines as Values[] }, (to, id) =>
      found.get(`${to} ${id}`),
    );
    const today = todayAt(refs[kind.site ?? 'site']?.values.timeZone);
    return checkRecord(kind, given, lines, { ...{ today, refs, lineRefs, limits: {}, consulted } });
  }, [kind, given, lines, found, consulted]);
}
