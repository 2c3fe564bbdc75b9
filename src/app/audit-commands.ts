// The command of an audit: draw a sample, keep it, and write it as one archive.
import { createWriteStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { findScope } from '#platform/access/find-scope.ts';
import { auditFile } from '#platform/audit/file.ts';
import { readSampleHow } from '#platform/audit/how.ts';
import { canBeDrawn, drawSample, readSample } from '#platform/audit/sample.ts';
import { systemActor } from '#platform/db/database.ts';
import { askedKind, askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { type Command, flag, print, withInstallation } from './command.ts';
import { auditWorld } from './domain-routes.ts';
import { tellProgress } from './history-commands.ts';
import { kinds } from './wiring.ts';

const operator = systemActor('operator');

const sample: Command = {
  name: 'audit sample',
  usage:
    'audit sample --period PERIOD --kind KIND[,KIND] --out FILE.zip [--scope SCOPE] [--n N] [--seed SEED | --top FIELD] [--json]',
  summary: 'Draw a sample by a seed, or the N with the most of a field; it is kept, and written as one archive.',
  positionals: 0,
  flags: ['period', 'scope', 'kind', 'n', 'seed', 'top', 'out'].map((name) => ({ name, type: 'string' as const })),
  run: async (_, values) => {
    const [period, kind, out] = [flag(values, 'period'), flag(values, 'kind'), flag(values, 'out')];
    const [seed, top, n] = [flag(values, 'seed'), flag(values, 'top'), flag(values, 'n') ?? '10'];
    const how = readSampleHow(top ? `top:${n}:${top}` : `seed:${n}:${seed ?? ''}`);
    if (!period || !kind || !out || !how || (seed && top)) return 2;
    const drawn = [...new Set(kind.split(','))];
    if (how.by === 'top' && drawn.length > 1) return 2;
    for (const one of drawn) if (!canBeDrawn(askedKind(kinds, one))) throw new Refused('unknown_kind');
    return withInstallation(values, async (installation) => {
      const world = auditWorld(installation);
      await installation.figures.settle();
      const scope = await installation.db.as(operator, (tx) => findScope(tx, flag(values, 'scope') ?? 'group'));
      const asked = { scope, period: askedPeriod(period), kinds: drawn, how };
      const id = await drawSample(world, operator, asked, 'cli');
      const kept = await installation.db.as(operator, (tx) => readSample(tx, id));
      const file = await auditFile(world, { actor: operator, sample: kept, scope, progress: tellProgress() });
      await pipeline(file.body as Readable, createWriteStream(out));
      const written = { id, how: kept.how, records: kept.records.length, out, bytes: statSync(out).size };
      print(values, written, () => `${out}: ${written.records} records, ${written.bytes.toLocaleString('en')} bytes`);
      return 0;
    });
  },
};

export const auditCommands: readonly Command[] = [sample];
