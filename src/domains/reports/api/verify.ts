// Is this copy what was published, and does what was published still follow from the records?
import { type Database, systemActor, type Tx } from '#platform/db/database.ts';
import type { Language } from '#platform/i18n/words.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { figuresOf } from '../render/figure-register.ts';
import { readPrinted } from '../render/read-printed.ts';
import { findEdition, findEditionOf, listEditionFigures } from '../store/editions.ts';
import { compareFigures, compareWords, languageOfPrint } from './compare-print.ts';
import type { Frozen } from './frozen.ts';
import { type Discrepancy, recomputeFromRecords, recomputeFromSums, type WholeEdition } from './recompute.ts';
import { type ReportWorld, sayIn } from './world.ts';

/** 1: the file against the edition, and the edition from its frozen sums. 2: also the sums from the records. */
export type Level = 1 | 2;

/** What a verification found. */
export interface Verdict {
  ok: boolean;
  edition: { id: string; number: number; period: string; contentHash: string } | null;
  /** the language of the file; null for an edition as such */
  language: Language | null;
  /** printed figures that were looked at */
  checked: number;
  discrepancies: NamedDiscrepancy[];
  level: Level;
  notes: string[];
}

/** A difference, with what its figure is called in the reader's language. */
export interface NamedDiscrepancy extends Discrepancy {
  title: string | null;
}

/** Names the figures that differ. */
function named(
  world: ReportWorld,
  figures: WholeEdition['figures'],
  found: readonly Discrepancy[],
  language: Language,
): NamedDiscrepancy[] {
  const say = sayIn(world, language);
  const titleOf = (id: string | null) => {
    const kpi = figures.find((figure) => figure.id === id)?.kpi;
    return kpi !== undefined && kpi in world.words[language] ? say(kpi) : null;
  };
  return found.map((one) => ({ ...one, title: titleOf(one.figureId) }));
}

/** The system looks, so that a reader of few factories can verify the whole; what it tells him is what differs. */
const auditor = systemActor('figures');

async function readWhole(tx: Tx, id: string): Promise<WholeEdition | undefined> {
  const edition = await findEdition(tx, id);
  return edition && { edition, frozen: edition.frozen as Frozen, figures: await listEditionFigures(tx, edition.id) };
}

const headOf = ({ edition }: WholeEdition) => ({
  id: edition.id,
  number: edition.number,
  period: edition.period,
  contentHash: edition.contentHash,
});

/** Works an edition out again. */
async function recompute(db: Database, world: ReportWorld, whole: WholeEdition, level: Level): Promise<Discrepancy[]> {
  const found = recomputeFromSums(world, whole);
  if (level === 1) return found;
  const again = await db.as(auditor, (tx) => recomputeFromRecords(tx, world, whole), { isolation: 'repeatable read' });
  return [...found, ...again];
}

/** Verifies an edition by its id or number. @throws Refused `not_found` */
export async function verifyEdition(
  world: ReportWorld,
  asked: string,
  level: Level,
  language: Language = 'en',
): Promise<Verdict> {
  const whole = await world.db.as(auditor, (tx) => readWhole(tx, asked));
  if (!whole) throw new Refused('not_found');
  const discrepancies = named(world, whole.figures, await recompute(world.db, world, whole, level), language);
  const checked = figuresOf(whole.edition.documents.en).length;
  return {
    ok: discrepancies.length === 0,
    edition: headOf(whole),
    language: null,
    checked,
    discrepancies,
    level,
    notes: [],
  };
}

/**
 * Verifies a printed copy. Compares figures and words, never bytes: a copy may be printed, saved and converted.
 * @throws Refused `file_refused` with the reason when it cannot be read
 */
export async function verifyFile(
  world: ReportWorld,
  bytes: Uint8Array,
  level: Level,
  language: Language,
): Promise<Verdict> {
  const file = await readPrinted(bytes);
  if ('unreadable' in file) throw new Refused('file_refused', { reason: file.unreadable });
  const say = sayIn(world, language);
  const whole = await world.db.as(auditor, async (tx) => {
    const id = await findEditionOf(tx, [...new Set(file.figures.map((figure) => figure.id))]);
    return id === undefined ? undefined : readWhole(tx, id);
  });
  if (!whole) {
    const none = { figureId: null, title: null, where: null, printedInFile: null, printedInEdition: null };
    const discrepancies: NamedDiscrepancy[] = [{ kind: 'no_edition', ...none }];
    return {
      ok: false,
      edition: null,
      language: null,
      checked: file.figures.length,
      discrepancies,
      level,
      notes: [say('reports.verify.noEdition')],
    };
  }
  const printed = languageOfPrint(file, whole.edition.documents);
  const document = whole.edition.documents[printed];
  const compared = compareFigures(file, document);
  const found = [
    ...compared.discrepancies,
    ...compareWords(file, document, new Set(compared.discrepancies.flatMap(({ figureId }) => figureId ?? []))),
    ...(await recompute(world.db, world, whole, level)),
  ];
  const discrepancies = named(world, whole.figures, found, language);
  return {
    ok: discrepancies.length === 0,
    edition: headOf(whole),
    language: printed,
    checked: compared.checked,
    discrepancies,
    level,
    notes: [say('reports.verify.note')],
  };
}
