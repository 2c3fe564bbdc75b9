// What an edition printed and would print now: which figures moved, which levels and statuses flipped, and how large that is.

import { labelPeriod } from '#period/label.ts';
import { parsePeriod, readPeriod } from '#period/period.ts';
import { systemActor, type Tx } from '#platform/db/database.ts';
import type { Language } from '#platform/i18n/words.ts';
import { type Computed, unitOfFigure } from '#platform/kpi/declare.ts';
import type { FigureKey } from '#platform/kpi/ledger.ts';
import { nodeOf } from '#platform/kpi/organisation.ts';
import { NO_VALUE } from '#platform/kpi/view.ts';
import { readSettingsKept } from '#platform/records/server/kept-settings.ts';
import { type KpiUnit, showFigure } from '#units/show-figure.ts';
import type { ReportDocument } from '../model/document.ts';
import {
  defaultThreshold,
  exceeds,
  type RestatementSize,
  type RestatementThreshold,
  restatementSize,
} from '../rules/restatement-size.ts';
import { type Edition, listEditionFigures } from '../store/editions.ts';
import type { FrozenLedger } from './frozen.ts';
import { readLivingReport } from './living-report.ts';
import { type ReportWorld, sayIn } from './world.ts';

/** A figure that would be printed otherwise. */
export interface MovedLine {
  title: string;
  scope: { en: string; zh: string } | null;
  periodLabel: string;
  unit: KpiUnit;
  before: string | null;
  after: string | null;
  printedBefore: string;
  printedAfter: string;
  /** it moved by the threshold or more */
  exceeds: boolean;
}

/** How large the corrections since an edition are. */
export interface RestatedEdition {
  size: RestatementSize;
  /** the largest first, as far as they are told */
  moved: MovedLine[];
  /** levels and statuses that would be others, in words */
  flipped: string[];
  threshold: RestatementThreshold;
}

/** More moved figures than these help nobody to decide. */
const MOST_TOLD = 12;

/** The threshold that is set, else the default one. */
export async function thresholdKept(tx: Tx): Promise<RestatementThreshold> {
  const { threshold } = await readSettingsKept(tx, 'restatement.');
  return { ...defaultThreshold, ...(threshold as Partial<RestatementThreshold> | undefined) };
}

const exactOf = (computed: Computed | undefined): string | null =>
  computed && 'value' in computed ? computed.value : null;
const levelOf = (computed: Computed | undefined): string | null => {
  const level = computed?.extra?.level;
  return typeof level === 'string' ? level : null;
};

/** The mark of every status that a report states, by what it is about. */
function statusesOf({ chapters }: ReportDocument): Map<string, string> {
  const found = new Map<string, string>();
  for (const block of chapters.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks))) {
    if (block.kind !== 'status') continue;
    // The first words are the status itself; what it is about follows.
    const about = block.text.slice(1).flatMap((inline) => ('text' in inline ? [inline.text] : []))[0];
    if (about) found.set(about, block.mark);
  }
  return found;
}

/** Compares an edition with what the ledger says now; as the program, since an edition is for all of its readers. */
export async function restatedEdition(
  world: ReportWorld,
  edition: Edition,
  language: Language,
): Promise<RestatedEdition> {
  const actor = systemActor('figures');
  const { frozen, threshold, organisation } = await world.db.as(actor, async (tx) => ({
    frozen: await listEditionFigures(tx, edition.id),
    threshold: await thresholdKept(tx),
    organisation: (await world.figures.context(tx)).organisation,
  }));
  const ledger = frozen.flatMap(({ result, kpi, scopeId, period, position }) => {
    const declared = world.kpis.get(kpi);
    const kept = result.ledger as FrozenLedger | null;
    return declared && kept ? [{ declared, computed: kept.computed, scopeId, period, position }] : [];
  });
  const keys = ledger.map(
    ({ declared, scopeId, period }): FigureKey => ({ kpi: declared.id, scopeId, period, basis: 'approved' }),
  );
  const now = await world.figures.ask(keys, actor);
  const say = sayIn(world, language);
  const moved: MovedLine[] = [];
  const flipped: string[] = [];
  const told = new Set<string>();
  ledger.forEach(({ declared, computed, scopeId, period, position }, at) => {
    const figure = now[at];
    const key = `${declared.id} ${scopeId} ${period}`;
    if (!figure || told.has(key)) return;
    told.add(key);
    const title = say(declared.id);
    const [before, after] = [exactOf(computed), exactOf(figure.result.computed)];
    const [levelBefore, levelAfter] = [levelOf(computed), levelOf(figure.result.computed)];
    if (levelBefore !== levelAfter) flipped.push(`${title}: ${levelBefore ?? NO_VALUE} → ${levelAfter ?? NO_VALUE}`);
    // What was only worked with was not printed: nobody read it.
    if (before === after || position === 0) return;
    const [unitBefore, unit] = [unitOfFigure(declared, computed), unitOfFigure(declared, figure.result.computed)];
    const print = (value: string | null, of: KpiUnit) => (value === null ? NO_VALUE : showFigure(value, of, language));
    const labelled = readPeriod(period);
    moved.push({
      ...{ title, scope: nodeOf(organisation, scopeId)?.name ?? null, unit, before, after },
      periodLabel: labelled ? labelPeriod(labelled, language) : period,
      ...{ printedBefore: print(before, unitBefore), printedAfter: print(after, unit) },
      exceeds: unit !== unitBefore || exceeds({ unit, before, after }, threshold),
    });
  });
  const { document } = await readLivingReport(world, actor, {
    ...{ period: parsePeriod(edition.period), basis: 'approved', language },
  });
  const then = statusesOf(edition.documents[language]);
  for (const [about, mark] of statusesOf(document))
    if (then.has(about) && then.get(about) !== mark) flipped.push(about.trim().replace(/[:：]$/, ''));
  return {
    size: restatementSize(moved, flipped.length, threshold),
    moved: moved.toSorted((one, other) => Number(other.exceeds) - Number(one.exceeds)).slice(0, MOST_TOLD),
    ...{ flipped, threshold },
  };
}
