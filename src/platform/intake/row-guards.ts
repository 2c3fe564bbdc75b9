// What a row runs into that is there already: totals carried in for its year, a closed month, a factory that is not the sender's.
import { sql } from 'kysely';
import type { Actor, Tx } from '../db/database.ts';
import type { RecordKind } from '../records/declare/kind.ts';
import { overlapping, type SiteYear, scopeOf, siteYearOf } from '../records/server/record.ts';
import type { Checked } from './candidates.ts';
import type { CellTrouble } from './read-row.ts';

type TroubleAt = (
  field: string | null,
  code: string,
  level: CellTrouble['level'],
  facts?: CellTrouble['facts'],
) => CellTrouble;

/** The guards of one pass; each tells at the rows themselves. */
export function rowGuards(pass: { kind: RecordKind; actor: Actor }, troubleAt: TroubleAt) {
  const { kind } = pass;
  const siteYears = new Map<SiteYear, { site: string; year: string } | null>();

  /** Site-years that the other kind of record has already are told at the row's site; each is asked for once. */
  const tellOverlaps = async (tx: Tx, rows: readonly Checked[]) => {
    if (!kind.notTogetherWith) return;
    const unknown = new Set<SiteYear>();
    for (const one of rows) {
      const key = siteYearOf(kind, one.values);
      if (key && !siteYears.has(key)) unknown.add(key);
    }
    const found = await overlapping(tx, kind, [...unknown]);
    for (const key of unknown) siteYears.set(key, found.get(key) ?? null);
    for (const one of rows) {
      const clash = siteYears.get(siteYearOf(kind, one.values) ?? '');
      if (clash) one.problems.push(troubleAt(kind.site ?? 'site', 'carried_in_overlaps', 'error', clash));
    }
  };

  let closed: ReadonlySet<string> | undefined;
  /** A row of a closed month is told at its date: only a restatement comes in there, and a sheet is none. */
  const tellClosed = async (tx: Tx, rows: readonly Checked[]) => {
    const effective = kind.owner === 'site' ? kind.effective : undefined;
    if (!effective) return;
    closed ??= new Set(
      (
        await sql<{ month: string }>`select scope_id || ' ' || to_char(month, 'YYYY-MM') as month from period_closed
          where kind = ${kind.kind} and reopened_seq is null`.execute(tx)
      ).rows.map((row) => row.month),
    );
    if (closed.size === 0) return;
    for (const one of rows) {
      const months = [one.values, ...(one.met ? [one.met.now.values] : [])].map(
        (values) => `${values[kind.site ?? 'site']} ${(values[effective] as string).slice(0, 7)}`,
      );
      if (months.some((month) => closed?.has(month)))
        one.problems.push(troubleAt(effective, 'period_is_closed', 'error'));
    }
  };

  /** What somebody may not write is told at its row; the database would refuse all of the file for it. */
  const tellForeign = (rows: readonly Checked[]) => {
    const { writes, group } = pass.actor;
    for (const one of rows) {
      const scopes = [one.values, ...(one.met ? [one.met.now.values] : [])].map((values) => scopeOf(kind, values));
      const may = scopes.every((scope) =>
        scope === null ? group === 'write' : writes === 'all' || writes.includes(scope),
      );
      if (!may)
        one.problems.push(troubleAt(kind.owner === 'site' ? (kind.site ?? 'site') : null, 'not_yours', 'error'));
    }
  };

  return { tellOverlaps, tellClosed, tellForeign };
}
