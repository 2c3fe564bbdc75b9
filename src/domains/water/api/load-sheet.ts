// A file of readings taken in: what it holds and what there is to say of it, and, when a person says so, all of it kept or none.
import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { findScope } from '#platform/access/find-scope.ts';
import type { Actor, Database, Tx } from '#platform/db/database.ts';
import { attachToMany } from '#platform/evidence/attach.ts';
import type { StoredFile } from '#platform/evidence/store.ts';
import type { Via } from '#platform/history/entry.ts';
import { rememberedHeading } from '#platform/intake/cells/header.ts';
import { rememberedHeadings, rememberHeadings } from '#platform/intake/remembered-headings.ts';
import type { Problem } from '#platform/records/declare/kind.ts';
import { recordMany } from '#platform/records/server/record.ts';
import type { Kinds } from '#platform/records/server/refs.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import type { MeterSpan } from '../model/meter.ts';
import { type DayOrder, type SheetAnswer, type SheetRole, sheetRoles, type Told } from '../model/reading-sheet.ts';
import { type MeterMeasures, measuresOf, meter as meterKind, meterSpan } from '../records/meter.ts';
import { usualBackwardCounts } from '../rules/register-difference.ts';
import { tellOfFile, usualMinutes } from '../rules/sheet-told.ts';
import { spansOf } from '../store/hours.ts';
import { metersByCode } from '../store/meters.ts';
import { keepReadings, pointsByCode } from '../store/readings.ts';
import { type ReadSheet, readSheet, type SheetReading, sheetSpan } from './read-sheet.ts';
import { siteZone } from './site-zone.ts';

/** What taking readings in needs of the installation. */
export interface SheetWorld {
  db: Database;
  kinds: Kinds;
  todayIn(timeZone: string): string;
}

/** How new meters of a file are made: what one of its counts is worth, how often they are read, and what they measure. */
export interface NewMeters extends MeterMeasures {
  m3PerCount: string;
  readEveryMinutes: number;
}

/** What is asked of a file. */
export interface SheetQuestion {
  /** `site:CODE` or its id */
  site: string;
  roles?: SheetRole[] | undefined;
  order?: DayOrder | undefined;
  /** meters of the file that there are none of are made so; refused where absent */
  make?: NewMeters | undefined;
  /** its readings are to be kept */
  commit: boolean;
}

/** The file itself, as it is kept behind the meters that it tells of. */
export interface SheetPaper {
  file: StoredFile;
  fileName: string;
}

/** Under this name headings of readings are remembered. */
const REMEMBERED = { kind: 'water.reading' };
const TOLD_AT_MOST = 50;
const KEPT_AT_ONCE = 10_000;

const isRole = (text: string | null): text is SheetRole => sheetRoles.includes(text as SheetRole);

const problemOf = ({ row, code, given }: ReadSheet['problems'][number], heading: string): Problem => ({
  ...{ field: heading, code, facts: { given }, level: 'error', line: row },
});

/** One meter that counted on from its first reading, as the file's are taken to be. */
const spanFrom = (
  fromMs: number,
  { m3PerCount, readEveryMinutes }: Pick<NewMeters, 'm3PerCount' | 'readEveryMinutes'>,
): MeterSpan => ({
  ...{ fromMs, cause: 'installed', startCount: null, endCount: null },
  facts: {
    ...{ kind: 'register', m3PerCount: new Decimal(m3PerCount), registerSize: null, maxM3PerHour: null },
    ...{ expectedEveryMs: readEveryMinutes * 60_000, backwardCounts: usualBackwardCounts(new Decimal(m3PerCount)) },
  },
});

class SheetLoad {
  readonly #world: SheetWorld;
  readonly #tx: Tx;
  readonly #site: { id: string; code: string };

  constructor(world: SheetWorld, tx: Tx, site: { id: string; code: string }) {
    this.#world = world;
    this.#tx = tx;
    this.#site = site;
  }

  /** Makes a meter, and what stands there, for each name of the file that the factory has none of. */
  async makeMeters(
    names: readonly string[],
    first: ReadonlyMap<string, number>,
    make: NewMeters,
    via: Via,
  ): Promise<void> {
    const how = { kinds: this.#world.kinds, via, todayIn: this.#world.todayIn, limits: {} } as const;
    const site = this.#site.id;
    const made = names.map((code) => ({ id: uuidv7(), code }));
    const meters = made.map(({ id, code }) => ({
      id,
      values: { site, code, name: { en: code, zh: code }, feedsIn: false, ...measuresOf(make) },
    }));
    await recordMany(this.#tx, meterKind, meters, how);
    const backwardCounts = usualBackwardCounts(new Decimal(make.m3PerCount)).toFixed();
    const spans = made.map(({ id, code }) => ({
      id: uuidv7(),
      values: {
        ...{
          site,
          meter: id,
          startsAt: new Date(first.get(code) ?? 0).toISOString(),
          cause: 'installed',
          serial: code,
        },
        ...{ sends: 'register', m3PerCount: make.m3PerCount, readEveryMinutes: make.readEveryMinutes, backwardCounts },
      },
    }));
    await recordMany(this.#tx, meterSpan, spans, how);
  }

  /** The file is evidence of every meter that it tells of. */
  async keepPaper(paper: SheetPaper, names: readonly string[], via: Via): Promise<void> {
    const meters = await metersByCode(this.#tx, this.#site.id, names);
    const records = [...meters.values()].map((recordId) => ({ recordId, scopeId: this.#site.id }));
    await attachToMany(
      this.#tx,
      { ...paper, evidenceKind: 'other', effectiveOn: null },
      { kind: meterKind.kind, records, via },
    );
  }

  /** @returns how many were new */
  async keep(readings: readonly SheetReading[]): Promise<number> {
    const called = (name: string) => `${this.#site.code}/${name}`;
    const names = [...new Set(readings.map(({ meter }) => called(meter)))];
    const points = await pointsByCode(this.#tx, names);
    const received = { path: 'sheet', receivedAt: new Date().toISOString() };
    let kept = 0;
    for (let from = 0; from < readings.length; from += KEPT_AT_ONCE) {
      const some = readings.slice(from, from + KEPT_AT_ONCE).map(({ meter, atMs, count }) => {
        const point = points.get(called(meter))?.point;
        if (point === undefined) throw new Refused('not_allowed');
        const at = new Date(atMs).toISOString();
        return { point, at, reportedAt: at, count, clock: 'as_reported' };
      });
      kept += await keepReadings(this.#tx, some, received);
    }
    return kept;
  }
}

async function zoneOf(tx: Tx, siteId: string, nowMs: number) {
  const { rows } = await sql<{ zone: string }>`select time_zone as zone from scope_node where id = ${siteId}`.execute(
    tx,
  );
  const { fromMs, beforeMs } = sheetSpan(nowMs);
  return siteZone(rows[0]?.zone ?? 'Asia/Shanghai', fromMs, beforeMs);
}

/** The first reading of each meter of the file. */
function firstReadings(readings: readonly SheetReading[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { meter, atMs } of readings) first.set(meter, Math.min(atMs, first.get(meter) ?? atMs));
  return first;
}

/** What the rows of the file say, and the hours that the clocks skipped or repeated. */
function toldOf(sheet: ReadSheet, spans: (meter: string, firstMs: number) => readonly MeterSpan[]): Told[] {
  const decimal = (text: string | null) => (text === null ? null : new Decimal(text));
  const told = tellOfFile(
    sheet.readings.map((one) => ({ ...one, count: new Decimal(one.count), difference: decimal(one.difference) })),
    spans,
  );
  const atOf = new Map(sheet.readings.map((one) => [one.row, one.atMs]));
  const hours = [...Map.groupBy(sheet.hours, ({ code }) => code)].map(([code, some]) => ({
    ...{ code, rows: some.length },
    first: some
      .slice(0, 20)
      .map(({ row, meter }) => ({ row, meter, fromMs: null, atMs: atOf.get(row) ?? 0, counts: null })),
  }));
  return [...hours, ...told];
}

/**
 * Reads a file of readings of a factory, and keeps them where that is asked: all, or none.
 * @throws Refused `file_refused`, `readings_not_kept` with what is wrong, `unknown_scope`, `not_allowed`
 */
export async function loadSheet(
  world: SheetWorld,
  actor: Actor,
  path: string,
  question: SheetQuestion,
  { via, mayRecord, paper }: { via: Via; mayRecord: (siteId: string) => boolean; paper?: SheetPaper },
): Promise<SheetAnswer> {
  const nowMs = Date.now();
  const { site, zone, remembered } = await world.db.as(actor, async (tx) => {
    const found = await findScope(tx, question.site);
    if (found.type !== 'site') throw new Refused('wrong_input');
    if (!mayRecord(found.id)) throw new Refused('not_allowed');
    const kept = await rememberedHeadings(tx, REMEMBERED, found.id, new Set(sheetRoles));
    return { site: found, zone: await zoneOf(tx, found.id, nowMs), remembered: kept };
  });
  const rememberedFor = (headings: readonly string[]) =>
    Object.fromEntries(
      headings.flatMap((heading, index) => {
        const role = remembered[rememberedHeading(heading)] ?? null;
        return isRole(role) ? [[index, role]] : [];
      }),
    );
  const sheet = await readSheet(path, { ...question, rememberedFor, zone, nowMs });
  return world.db.as(actor, async (tx) => {
    const first = firstReadings(sheet.readings);
    const known = await metersByCode(tx, site.id, [...first.keys()]);
    const unknown = [...first.keys()].filter((name) => !known.has(name));
    const spans = new Map<string, readonly MeterSpan[]>();
    for (const [name, id] of known) spans.set(name, await spansOf(tx, id));
    const assumed = question.make ?? { m3PerCount: '1', readEveryMinutes: usualMinutes(sheet.readings) ?? 60 };
    const told = toldOf(sheet, (name, fromMs) => spans.get(name) ?? [spanFrom(fromMs, assumed)]);
    const problems = sheet.problems.map((one) => problemOf(one, sheet.columns[one.column]?.heading ?? ''));
    const { readings, problems: _, hours: __, ...rest } = sheet;
    const atMs = readings.map((one) => one.atMs);
    const answer: SheetAnswer = {
      ...rest,
      ...{
        site: { id: site.id, code: site.code },
        readings: readings.length,
        meters: first.size,
        told,
        committed: null,
        file: null,
      },
      ...{
        unknown: { meters: unknown.length, first: unknown.slice(0, TOLD_AT_MOST) },
        usualMinutes: usualMinutes(readings),
      },
      ...{ problems: problems.slice(0, TOLD_AT_MOST), problemRows: problems.length },
      fromMs: atMs.length === 0 ? null : atMs.reduce((one, other) => Math.min(one, other)),
      beforeMs: atMs.length === 0 ? null : atMs.reduce((one, other) => Math.max(one, other)),
    };
    if (!question.commit) return answer;
    const notMade = question.make ? [] : unknown;
    if (problems.length > 0 || notMade.length > 0 || readings.length === 0) {
      const ofMeters = notMade.map(
        (given): Problem => ({ field: 'meter', code: 'unknown_meter', facts: { given }, level: 'error' }),
      );
      const ofColumns = sheet.lacks.map(
        (field): Problem => ({ field, code: 'column_missing', facts: { given: field }, level: 'error' }),
      );
      const all = [...ofColumns, ...problems, ...ofMeters];
      throw new Refused('readings_not_kept', {}, all.slice(0, TOLD_AT_MOST));
    }
    const load = new SheetLoad(world, tx, site);
    if (question.make && unknown.length > 0) await load.makeMeters(unknown, first, question.make, via);
    const kept = await load.keep(readings);
    if (paper) await load.keepPaper(paper, [...first.keys()], via);
    const chosen = Object.fromEntries(sheet.columns.map(({ role }, index) => [String(index), role]));
    const headings = new Map(sheet.columns.map(({ heading }, index) => [index, heading]));
    // A heading that names a meter says so itself.
    const toRemember = Object.fromEntries(Object.entries(chosen).filter(([, role]) => role !== 'point'));
    await rememberHeadings(tx, REMEMBERED, site.id, headings, toRemember);
    return {
      ...answer,
      committed: { kept, known: readings.length - kept, metersMade: question.make ? unknown.length : 0 },
      file: paper ? { sha256: paper.file.sha256, fileName: paper.fileName } : null,
    };
  });
}
