// What reports need of the installation.
import type { Database } from '#platform/db/database.ts';
import type { Dictionary, Language } from '#platform/i18n/words.ts';
import { word } from '#platform/i18n/words.ts';
import { aggregatesOf, type Kpis } from '#platform/kpi/declare.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import type { Packs } from '#platform/packs/load.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import type { Kinds } from '#platform/records/server/refs.ts';
import type { RestatableKind } from '../store/restatements.ts';

/** Bound in `app/domain-routes`. */
export interface ReportWorld {
  db: Database;
  figures: Figures;
  kinds: Kinds;
  /** what figures sum: recorded kinds, and what is worked out of them */
  summed: Kinds;
  kpis: Kpis;
  words: Dictionary;
  packs: Packs;
  /** how others reach this installation: where the links of a printed report lead */
  url: string;
  todayIn(timeZone: string): string;
}

/** A word in one language. */
export const sayIn =
  (world: Pick<ReportWorld, 'words'>, language: Language) =>
  (key: string, facts: Readonly<Record<string, string | number>> = {}): string =>
    word(world.words, language, key, facts);

/** The kinds whose records figures sum, and whose corrections can therefore move a published figure. */
export function restatableKinds(world: Pick<ReportWorld, 'kpis' | 'kinds'>): RestatableKind[] {
  const ids = new Set<string>();
  for (const aggregate of [...world.kpis.values()].flatMap(aggregatesOf)) {
    ids.add(aggregate.of);
    if (aggregate.carriedIn) ids.add(aggregate.carriedIn.of);
  }
  return [...ids].flatMap((id) => {
    const kind: RecordKind | undefined = world.kinds.get(id);
    return kind?.owner === 'site' ? [{ kind: id, table: kind.table, siteColumn: `${kind.site ?? 'site'}_id` }] : [];
  });
}
