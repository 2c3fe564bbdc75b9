// What a domain adds to the audit of its records: from which figure they are drawn, what speaks for them, what else goes along.
import type { Period } from '#period/period.ts';
import type { FoundScope } from '../access/find-scope.ts';
import type { Actor, Tx } from '../db/database.ts';
import type { PartToWrite } from '../intake/read/zip-writer.ts';

/** A record that speaks for one that was drawn: the manifest of a load, the statement of its vendor. */
export interface RelatedRecord {
  /** the drawn record */
  of: string;
  kind: string;
  id: string;
}

/** What is audited, as a domain needs to know it. */
export interface AuditedScope {
  actor: Actor;
  scope: FoundScope;
  period: Period;
  /** factories of the records that were drawn */
  siteIds: readonly string[];
}

/** The part of a domain in the audit of one kind of record. */
export interface AuditContribution {
  kind: string;
  /** what the largest are drawn by, unless asked otherwise */
  quantity?: string;
  /** the KPI whose records are drawn from: those that it counts, and no others */
  figure?: string;
  /** KPIs that rest on the records */
  figures?: readonly string[];
  related?(tx: Tx, ids: readonly string[]): Promise<RelatedRecord[]>;
  /** further files of the archive */
  parts?(audited: AuditedScope): AsyncIterable<PartToWrite>;
}
