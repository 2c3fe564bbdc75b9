// The ledger of one site and period, read with the figures by which it is checked; page, workbook and command line share it.
import { isCalendarDate } from '#period/calendar-date.ts';
import { type Period, printPeriod } from '#period/period.ts';
import { type FoundScope, findScope } from '#platform/access/find-scope.ts';
import type { Actor, Database } from '#platform/db/database.ts';
import type { Dictionary, Language } from '#platform/i18n/words.ts';
import type { Kpis } from '#platform/kpi/declare.ts';
import type { Figures } from '#platform/kpi/figures.ts';
import type { Figure } from '#platform/kpi/ledger.ts';
import type { Packs } from '#platform/packs/load.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { isPackInForce } from '#standards/pack.ts';
import { tonnes } from '#units/quantity.ts';
import { type LedgerLayout, ledgerPack, readLedgerLayout } from '../model/ledger-layout.ts';
import { readTreatmentCodes } from '../model/treatment-codes.ts';
import { type Ledger, type LedgerFigures, writeLedger } from '../rules/ledger.ts';
import type { CellWorld } from '../rules/ledger-cells.ts';
import { type LedgerBasis, readLedgerFacts } from '../store/ledger-facts.ts';

/** What ledgers need of the installation. */
export interface LedgerWorld {
  db: Database;
  figures: Figures;
  kpis: Kpis;
  words: Dictionary;
  packs: Packs;
  /** how others reach this installation */
  url: string;
  todayIn(timeZone: string): string;
}

/** What is asked of a ledger. */
export interface LedgerQuestion {
  /** `site:CODE` or its id */
  site: string;
  period: Period;
  basis: LedgerBasis;
  language: Language;
}

/** A ledger with the site it is of. */
export interface ReadLedger {
  layout: LedgerLayout;
  site: FoundScope;
  question: LedgerQuestion;
  ledger: Ledger;
}

/**
 * Every layout that is held, in the order of their names; read once, when the program starts.
 * @throws FaultyLayout naming what is wrong at which column
 */
export const readLedgerLayouts = (packs: Packs): readonly LedgerLayout[] =>
  packs.all.flatMap(({ pack }) => (pack.pack === ledgerPack ? [readLedgerLayout(pack)] : []));

/** The layouts in force on a day: the youngest law first, examples without one last. */
export const layoutsInForce = (layouts: readonly LedgerLayout[], today: string): readonly LedgerLayout[] =>
  isCalendarDate(today)
    ? layouts
        .filter((layout) => isPackInForce(layout, today))
        .sort((one, other) => ((one.effectiveFrom ?? '') < (other.effectiveFrom ?? '') ? 1 : -1))
    : [];

/** @throws Refused `not_found` */
export function askedLayout(layouts: readonly LedgerLayout[], edition: string): LedgerLayout {
  const found = layouts.find((layout) => layout.edition === edition);
  if (!found) throw new Refused('not_found');
  return found;
}

const checkedBy = { shipped: 'waste.shipped-mass', generated: 'waste.gri306-generated' } as const;

/** The two parts of a figure; none while it has no data or is not the reader's. */
function partsOf(figure: Figure | undefined): LedgerFigures['shipped'] {
  const computed = figure?.result.computed;
  if (!computed || 'noData' in computed) return undefined;
  const { hazardousMassTonnes, nonHazardousMassTonnes } = computed.inputs;
  return hazardousMassTonnes === undefined || nonHazardousMassTonnes === undefined
    ? undefined
    : { hazardous: tonnes(hazardousMassTonnes), nonHazardous: tonnes(nonHazardousMassTonnes) };
}

async function figuresOf(
  world: LedgerWorld,
  reader: Actor,
  siteId: string,
  { period, basis }: LedgerQuestion,
): Promise<LedgerFigures> {
  const key = { scopeId: siteId, period: printPeriod(period), basis };
  const [shipped, generated] = await world.figures.ask(
    [checkedBy.shipped, checkedBy.generated].map((kpi) => ({ kpi, ...key })),
    reader,
  );
  const [left, made] = [partsOf(shipped), partsOf(generated)];
  return { ...(left ? { shipped: left } : {}), ...(made ? { generated: made } : {}) };
}

/** The national list as it was in force when the period began: its descriptions by code. */
const listNamesOn = ({ all }: Packs, { from }: Period): CellWorld['listNames'] =>
  new Map(
    all
      .filter(({ pack }) => pack.pack === 'cn-hazardous-waste' && isPackInForce(pack, from))
      .flatMap(({ pack }) =>
        pack.rows.map(({ id, description }) => [id, (description as { zh?: string } | undefined)?.zh ?? ''] as const),
      ),
  );

/**
 * The ledger of a site and period. What counts is read under the reader's own row-level security.
 * @throws Refused `unknown_scope`, `wrong_input` when it is no site, `not_allowed`
 */
export async function readLedger(
  world: LedgerWorld,
  layout: LedgerLayout,
  reader: { actor: Actor; mayRead(scopeId: string): boolean },
  question: LedgerQuestion,
): Promise<ReadLedger> {
  const site = await world.db.as(reader.actor, (tx) => findScope(tx, question.site));
  if (site.type !== 'site') throw new Refused('wrong_input');
  if (!reader.mayRead(site.id)) throw new Refused('not_allowed');
  const facts = await world.db.as(reader.actor, (tx) => readLedgerFacts(tx, site.id, question.period, question.basis));
  const ledger = writeLedger(
    layout,
    {
      facts,
      treatments: readTreatmentCodes(world.packs.inUse['waste-treatments']),
      listNames: listNamesOn(world.packs, question.period),
      language: question.language,
    },
    await figuresOf(world, reader.actor, site.id, question),
  );
  return { layout, site, question, ledger };
}
