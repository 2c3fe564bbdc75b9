// Keeps what a connection's devices said: readings as those by HTTP, the rest as refused with its reason, all in one commit,
// after which the messages may be acknowledged.
import { type ZoneOffsets, zoneOffsets } from '#period/zone-offsets.ts';
import { type Actor, type Database, systemActor } from '#platform/db/database.ts';
import type { instantForms, RefusedMessage, RefusedReason } from '../../model/connection.ts';
import type { NotTold, ToldReading } from '../../rules/message-readings.ts';
import { isTold } from '../../rules/message-readings.ts';
import { readingInstant } from '../../rules/reading-instant.ts';
import { addingHeard, keepRefused } from '../../store/connections.ts';
import { type IncomingReading, keepNewer, keepReadings, type Point, pointsByCode } from '../../store/readings.ts';
import { FIRST_TIME } from '../first-time.ts';
import { DeviceClocks } from './device-clocks.ts';
import { deviceInstant } from './device-instant.ts';

/** A message as it was heard, with what its readings are said to be. */
export interface Said {
  topic: string;
  /** its beginning, to be shown where it is refused */
  payload: string;
  receivedMs: number;
  /** a broker kept it, nobody knows since when */
  retained: boolean;
  readings: readonly (ToldReading | NotTold)[];
}

/** Whose messages are kept, and what is taken for granted of them. */
export interface KeeperOptions {
  db: Database;
  connection: { id: string; siteId: string | null };
  /** by which way they came; part of what makes a reading the same one */
  path: string;
  /** devices send at once: a message without a usable instant counts from its arrival */
  live: boolean;
  instant: (typeof instantForms)[number];
  /** what devices call a meter, and its code of factory and meter */
  names: ReadonlyMap<string, string>;
  /** names that are not listed are of no meter of ours; else they are taken for codes */
  ignoresOthers: boolean;
}

const PAYLOAD_SHOWN = 2_000;
/** A meter that was added is heard, and one that ended is not, after so long at most. */
const REMEMBER_MS = 10_000;
const DAY_MS = 86_400_000;

/** The classes of an SQLSTATE that blame the data and not the moment. */
const isOfData = (error: unknown): boolean => /^2[23]/.test(String((error as { code?: unknown })?.code ?? ''));
/** The database keeps no NUL in a text. */
const legible = (text: string, most: number): string => text.slice(0, most).replaceAll('\0', '\u2400');

/** @returns a function that keeps a group of messages; when it resolves they are on disk */
export function makeKeeper(options: KeeperOptions): (said: readonly Said[]) => Promise<void> {
  const { db, connection, path, live, instant, names, ignoresOthers } = options;
  const scopes = connection.siteId === null ? ('all' as const) : [connection.siteId];
  const devices: Actor = { ...systemActor('devices'), reads: scopes, writes: scopes };
  let known = new Map<string, Point | null>();
  let knownSince = 0;
  const zones = new Map<string, ZoneOffsets>();
  const clocks = new DeviceClocks();

  const pointsOf = async (codes: ReadonlySet<string>): Promise<ReadonlyMap<string, Point | null>> => {
    if (Date.now() - knownSince > REMEMBER_MS) [known, knownSince] = [new Map(), Date.now()];
    const points = known;
    const missing = [...codes].filter((code) => !points.has(code));
    if (missing.length === 0) return points;
    const found = await db.as(devices, (tx) => pointsByCode(tx, missing));
    for (const code of missing) points.set(code, found.get(code) ?? null);
    return points;
  };

  const zoneAround = (timeZone: string) => (ms: number) => {
    const key = `${timeZone} ${Math.floor(ms / DAY_MS)}`;
    const zone = zones.get(key) ?? zoneOffsets(timeZone, ms - 2 * DAY_MS, ms + 3 * DAY_MS);
    if (zones.size > 1_000) zones.clear();
    zones.set(key, zone);
    return zone;
  };

  /** Learns from the newest reading of each meter in a message by how much the clock of its device is wrong. */
  const hearClocks = (
    { readings, receivedMs, retained }: Said,
    pointOf: (name: string) => Point | null | undefined,
  ) => {
    if (!live || retained) return;
    const newest = new Map<number, number>();
    for (const one of readings) {
      const point = isTold(one) && one.at !== null ? pointOf(one.meter) : null;
      if (!point || !isTold(one)) continue;
      const deviceMs = deviceInstant(one.at as string, instant, zoneAround(point.timeZone));
      if (typeof deviceMs === 'number' && deviceMs >= FIRST_TIME)
        newest.set(point.point, Math.max(deviceMs, newest.get(point.point) ?? deviceMs));
    }
    for (const [point, newestDeviceMs] of newest) clocks.hear(point, { newestDeviceMs, receivedMs });
  };

  /** One reading as it is to be kept, or why not. */
  const placed = (
    one: ToldReading,
    point: Point | null | undefined,
    { receivedMs, retained }: Said,
  ): IncomingReading | NotTold => {
    if (!point) return { reason: 'unknown_meter', given: one.meter };
    const deviceMs = one.at === null ? null : deviceInstant(one.at, instant, zoneAround(point.timeZone));
    const refuse = (reason: RefusedReason): NotTold => ({ reason, given: one.at ?? '' });
    if (typeof deviceMs === 'string') return refuse(deviceMs);
    const offsetMs = clocks.offsetOf(point.point);
    const found = readingInstant(
      { deviceMs, receivedMs, live: live && !retained },
      { offsetMs, notBeforeMs: FIRST_TIME },
    );
    if (found.atMs === null) {
      if (found.code === 'clock_ahead') return refuse('reading_in_future');
      return refuse(found.code === 'no_time' ? 'retained_without_time' : 'clock_was_not_set');
    }
    const reportedMs = deviceMs ?? receivedMs;
    const reportedAt = new Date(reportedMs).toISOString();
    const at = found.atMs === reportedMs ? reportedAt : new Date(found.atMs).toISOString();
    return { point: point.point, at, clock: found.code, count: one.count, reportedAt };
  };

  const codeOf = (name: string) => names.get(name) ?? (ignoresOthers ? undefined : name);
  const codesIn = (said: readonly Said[]): Set<string> => {
    const codes = new Set<string>();
    for (const { readings } of said)
      for (const one of readings) {
        const code = isTold(one) ? codeOf(one.meter) : undefined;
        if (code !== undefined) codes.add(code);
      }
    return codes;
  };

  /** What of the messages is to be kept, and what is refused. */
  const sorted = (said: readonly Said[], points: ReadonlyMap<string, Point | null>, broken: string | undefined) => {
    const incoming: IncomingReading[] = [];
    const refused: RefusedMessage[] = [];
    for (const message of said) {
      hearClocks(message, (name) => points.get(codeOf(name) ?? ''));
      for (const one of message.readings) {
        const code = isTold(one) ? codeOf(one.meter) : '';
        if (code === undefined) continue;
        const answer: IncomingReading | NotTold = broken
          ? { reason: 'database_refused', given: broken }
          : isTold(one)
            ? placed(one, points.get(code), message)
            : one;
        if ('point' in answer) incoming.push(answer);
        else
          refused.push({
            ...{ at: new Date(message.receivedMs).toISOString(), topic: legible(message.topic, 500) },
            ...{ payload: legible(message.payload, PAYLOAD_SHOWN), reason: answer.reason },
            given: legible(answer.given, 200),
          });
      }
    }
    return { incoming, refused };
  };

  const keepOnce = async (said: readonly Said[], broken?: string) => {
    // Before the transaction: while it is open, nobody else has the embedded database.
    const { incoming, refused } = sorted(said, await pointsOf(codesIn(said)), broken);
    const at = new Date(said.at(-1)?.receivedMs ?? Date.now()).toISOString();
    const heard = (kept: number) =>
      addingHeard(connection.id, { at, messages: said.length, kept, refused: refused.length });
    const received = { path, receivedAt: at };
    if (refused.length === 0 && (await keepNewer(db, devices, incoming, received, heard(incoming.length)))) return;
    await db.as(devices, async (tx) => {
      const kept = await keepReadings(tx, incoming, received);
      await keepRefused(tx, connection.id, refused);
      await heard(kept).execute(tx);
    });
  };

  /** What the database will not have must not stop what stands behind it: the group is halved until it is found. */
  const keep = async (said: readonly Said[]): Promise<void> => {
    if (said.length === 0) return;
    try {
      await keepOnce(said);
    } catch (error) {
      if (!isOfData(error)) throw error;
      if (said.length === 1) return keepOnce(said, error instanceof Error ? error.message : String(error));
      const middle = said.length >> 1;
      await keep(said.slice(0, middle));
      await keep(said.slice(middle));
    }
  };
  return keep;
}
