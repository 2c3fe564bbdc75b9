// The commands of reports: build a draft, publish an edition, verify a file or an edition. Each returns one JSON document.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { printPeriod } from '#period/period.ts';
import { systemActor } from '#platform/db/database.ts';
import type { Language } from '#platform/i18n/words.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { readLivingReport } from '../api/living-report.ts';
import { type Format, printReport } from '../api/print.ts';
import { type Published, publish } from '../api/publish.ts';
import { type Level, type Verdict, verifyEdition, verifyFile } from '../api/verify.ts';
import type { ReportWorld } from '../api/world.ts';
import { figuresOf } from '../render/figure-register.ts';
import { readLimits } from '../render/printed-file.ts';
import { findEdition } from '../store/editions.ts';

/** The command line acts as the operator, and stands in the history by that name. */
const operator = systemActor('operator');

/** What a build wrote. */
export interface BuiltFile {
  period: string;
  language: Language;
  format: Format;
  out: string;
  bytes: number;
  /** numbers printed in the body */
  figures: number;
  /** null for a draft */
  edition: number | null;
}

/**
 * `greenfab report build`: writes the living report of a period as a draft, or a published edition as it was frozen.
 * @throws Refused `wrong_period`, `not_found`
 */
export async function reportBuild(
  world: ReportWorld,
  asked: { period: string; lang: Language; format: Format; out: string; edition?: string },
): Promise<BuiltFile> {
  const period = askedPeriod(asked.period);
  await world.figures.settle();
  const edition =
    asked.edition === undefined ? undefined : await world.db.as(operator, (tx) => findEdition(tx, asked.edition ?? ''));
  if (asked.edition !== undefined && !edition) throw new Refused('not_found');
  const document =
    edition?.documents[asked.lang] ??
    (await readLivingReport(world, operator, { period, basis: 'approved', language: asked.lang })).document;
  const bytes = await printReport(document, asked.format);
  writeFileSync(asked.out, bytes);
  return {
    period: edition?.period ?? printPeriod(period),
    language: asked.lang,
    format: asked.format,
    out: asked.out,
    bytes: bytes.length,
    figures: figuresOf(document).length,
    edition: edition?.number ?? null,
  };
}

/**
 * `greenfab report publish`: the next edition of a period.
 * @throws Refused `wrong_period`, `nothing_to_publish`
 */
export const reportPublish = async (world: ReportWorld, asked: { period: string; note?: string }): Promise<Published> =>
  publish(world, operator, { period: askedPeriod(asked.period), note: asked.note ?? null, via: 'cli' });

/** Whether a target names a file that is there; anything else is an edition's id or number. */
const isFile = (target: string): boolean => statSync(target, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * `greenfab report verify`: exit 0 when `ok`, else 1.
 * @throws Refused `not_found` for neither a file nor an edition, `file_refused`, `file_too_large`
 */
export async function reportVerify(
  world: ReportWorld,
  asked: { target: string; level: Level; lang?: Language },
): Promise<Verdict> {
  if (!isFile(asked.target)) return verifyEdition(world, asked.target, asked.level);
  if (statSync(asked.target).size > readLimits.fileBytes) throw new Refused('file_too_large');
  return verifyFile(world, readFileSync(asked.target), asked.level, asked.lang ?? 'en');
}
