// The record kinds that pages can show, and the frame that hands them to a page with the kind of its address.
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { factoriesKinds } from '#domains/factories/records.ts';
import { policiesKinds } from '#domains/policies/records.ts';
import { reportsKinds } from '#domains/reports/records.ts';
import { substancesKinds } from '#domains/substances/records.ts';
import { suppliersKinds } from '#domains/suppliers/records.ts';
import { targetsKinds } from '#domains/targets/records.ts';
import { wasteKinds } from '#domains/waste/records.ts';
import { waterKinds } from '#domains/water/records.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import type { Policy } from '#platform/records/declare/review-steps.ts';
import { type KindsById, KindsContext, useKind } from '#platform/records/web/kinds.tsx';
import { useJson } from '#platform/ui/use-json.ts';
import { NotFoundPage } from './not-found-page.tsx';

export const kinds: KindsById = new Map(
  [
    ...factoriesKinds,
    ...suppliersKinds,
    ...substancesKinds,
    ...wasteKinds,
    ...waterKinds,
    ...targetsKinds,
    ...policiesKinds,
    ...reportsKinds,
  ].map((kind) => [kind.kind, kind]),
);

/** Every kind with the review policy that is in force; as declared until it is known. */
function useKindsNow(): KindsById {
  const { data } = useJson<{ policies: Readonly<Record<string, Policy>> }>('/review/policies');
  return useMemo(
    () =>
      new Map(
        [...kinds].map(([id, kind]) => {
          const review = data?.policies[id] ?? kind.review;
          return [id, review === kind.review ? kind : { ...kind, review }];
        }),
      ),
    [data],
  );
}

/** Gives the pages below every kind. */
export const WithKinds = ({ children }: { children: ReactNode }) => (
  <KindsContext value={useKindsNow()}>{children}</KindsContext>
);

/** Renders with a kind out of those that were given to the pages. */
function Given({ name, children }: { name: string; children: (kind: RecordKind) => ReactNode }) {
  const kind = useKind(name);
  return kind ? children(kind) : null;
}

/** A page about the kind that its address names; another page where nobody declared it. */
export function OfKind({ children }: { children: (kind: RecordKind, id: string) => ReactNode }) {
  const { kind: name, id } = useParams({ strict: false }) as { kind?: string; id?: string };
  const declared = kinds.get(name ?? '');
  if (!declared) return <NotFoundPage />;
  return (
    <WithKinds key={declared.kind}>
      <Given name={declared.kind}>{(kind) => children(kind, id ?? '')}</Given>
    </WithKinds>
  );
}
