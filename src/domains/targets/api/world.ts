// What the targets need of an installation.
import type { Database } from '#platform/db/database.ts';
import type { Dictionary } from '#platform/i18n/words.ts';
import type { Kpis } from '#platform/kpi/declare.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import type { Kinds } from '#platform/records/server/refs.ts';

/** What the endpoints need of the installation. */
export interface TargetsWorld {
  db: Database;
  figures: Figures;
  kpis: Kpis;
  kinds: Kinds;
  words: Dictionary;
}
