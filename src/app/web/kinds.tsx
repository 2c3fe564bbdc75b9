// The record kinds that pages can show, and the frame that hands them to a page with the kind of its address.
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { factoriesKinds } from '#domains/factories/records.ts';
import { reportsKinds } from '#domains/reports/records.ts';
import { suppliersKinds } from '#domains/suppliers/records.ts';
import { targetsKinds } from '#domains/targets/records.ts';
import { wasteKinds } from '#domains/waste/records.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { type KindsById, KindsContext } from '#platform/records/web/kinds.tsx';
import { NotFoundPage } from './not-found-page.tsx';

export const kinds: KindsById = new Map(
  [...factoriesKinds, ...suppliersKinds, ...wasteKinds, ...targetsKinds, ...reportsKinds].map((kind) => [
    kind.kind,
    kind,
  ]),
);

/** Gives the pages below every kind. */
export const WithKinds = ({ children }: { children: ReactNode }) => (
  <KindsContext value={kinds}>{children}</KindsContext>
);

/** A page about the kind that its address names; another page where nobody declared it. */
export function OfKind({ children }: { children: (kind: RecordKind, id: string) => ReactNode }) {
  const { kind: name, id } = useParams({ strict: false }) as { kind?: string; id?: string };
  const kind = kinds.get(name ?? '');
  return kind ? <WithKinds key={kind.kind}>{children(kind, id ?? '')}</WithKinds> : <NotFoundPage />;
}
