// How ready is a year for the validator of UL 2799: of each thing that he asks for, how much is there, and what is missing?
import { type Citation, cite } from '#standards/cite.ts';
import { Exact, type ExactInput, exact, exactText, type Share, share } from '#units/quantity.ts';
import type { TreatmentTable } from '../model/treatment.ts';
import type {
  EvidenceCheck,
  EvidenceGap,
  EvidenceItem,
  EvidenceRow,
  EvidenceStream,
} from '../model/ul2799-evidence.ts';

/** ready ●, nearly ▲, not ▼, or ○: nothing of the kind was shipped, or there are no such records here. */
export const readinessStates = ['ready', 'nearly', 'not_ready', 'nothing_to_prove', 'not_recorded'] as const;
/** One state. */
export type ReadinessState = (typeof readinessStates)[number];

/** What an item counts. */
export type ReadinessUnit = 'site_months' | 'streams' | 'receivers' | 'loads' | 't';

/** An item as it stands. */
export interface ReadinessLine {
  readonly item: EvidenceItem;
  readonly state: ReadinessState;
  readonly unit: ReadinessUnit | null;
  /** exact; how much is there of how much is asked */
  readonly have: string;
  readonly of: string;
  /** the largest first */
  readonly gaps: readonly EvidenceGap[];
}

/** What readiness is judged by. */
export interface ReadinessInput {
  /** Months in which each site is expected to have data. */
  readonly expected: readonly { readonly siteId: string; readonly month: string }[];
  /** Months that a site signed as none, for some stream. */
  readonly signedNone: readonly { readonly siteId: string; readonly month: string }[];
  readonly rows: readonly EvidenceRow[];
  readonly streams: readonly EvidenceStream[];
}

/** What this rule cites; printed where the rule is explained. @public */
export const ul2799ReadinessCites: readonly Citation[] = [
  cite('UL-2799', 'evidence'),
  cite('GREENFAB-DEFAULT', 'readiness for a validation'),
];

interface Judged {
  unit: ReadinessUnit;
  have: ExactInput;
  of: ExactInput;
  gaps: readonly EvidenceGap[];
}

const nothing: EvidenceGap = {
  ...{ siteId: null, streamId: null, vendorId: null, treatment: null, months: [], documents: [] },
  ...{ loads: null, massTonnes: null, what: null },
};

const total = (rows: readonly EvidenceRow[], of: (row: EvidenceRow) => ExactInput) =>
  rows.reduce((sum, row) => sum.plus(of(row)), new Exact(0));

/** Judges every item of the list. */
export function ul2799Readiness(
  items: readonly EvidenceItem[],
  input: ReadinessInput,
  table: TreatmentTable,
): readonly ReadinessLine[] {
  return items.map((item) => {
    if (item.check === 'not_recorded')
      return { item, state: 'not_recorded' as const, unit: null, have: '0', of: '0', gaps: [] };
    const { unit, have, of, gaps } = judge[item.check](input, table);
    return {
      ...{ item, unit, have: exactText(exact(have)), of: exactText(exact(of)) },
      state: stateOf(share(have), share(of), item.atRiskFrom),
      gaps: [...gaps].sort(bySize),
    };
  });
}

function stateOf(have: Share, of: Share, atRiskFrom: Share): ReadinessState {
  if (of.isZero()) return 'nothing_to_prove';
  if (have.gte(of)) return 'ready';
  return have.gte(new Exact(of).times(atRiskFrom)) ? 'nearly' : 'not_ready';
}

const sizeOf = (gap: EvidenceGap) => exact(gap.massTonnes ?? String(gap.loads ?? gap.months.length));
const nameOf = (gap: EvidenceGap) => `${gap.siteId} ${gap.streamId} ${gap.vendorId} ${gap.treatment}`;
const bySize = (one: EvidenceGap, other: EvidenceGap) =>
  sizeOf(other).cmp(sizeOf(one)) || (nameOf(one) < nameOf(other) ? -1 : 1);

/** Rows that belong together, in the order in which they were first met. */
function grouped(rows: readonly EvidenceRow[], keyOf: (row: EvidenceRow) => string): readonly EvidenceRow[][] {
  const groups = new Map<string, EvidenceRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? [];
    group.push(row);
    groups.set(keyOf(row), group);
  }
  return [...groups.values()];
}

/** Mass that has what is asked for, and where it has not. */
function massJudged(
  rows: readonly EvidenceRow[],
  has: (row: EvidenceRow) => string,
  told: (row: EvidenceRow) => Partial<EvidenceGap>,
): Judged {
  const gaps = grouped(rows, (row) => JSON.stringify(told(row))).flatMap((group) => {
    const missing = total(group, (row) => row.massTonnes).minus(total(group, has));
    const [first] = group;
    return first && missing.gt(0) ? [{ ...nothing, ...told(first), massTonnes: exactText(missing) }] : [];
  });
  return { unit: 't', have: total(rows, has), of: total(rows, (row) => row.massTonnes), gaps };
}

const inScope = (rows: readonly EvidenceRow[]) => rows.filter((row) => row.inScope);
const byReceiver = ({ vendorId, treatment }: EvidenceRow) => ({ vendorId, treatment });

const judge: Readonly<
  Record<Exclude<EvidenceCheck, 'not_recorded'>, (input: ReadinessInput, table: TreatmentTable) => Judged>
> = {
  months: ({ expected, signedNone, rows }) => {
    const there = new Set([...rows, ...signedNone].map(({ siteId, month }) => `${siteId} ${month}`));
    const missing = new Map<string, string[]>();
    for (const { siteId, month } of expected) {
      if (there.has(`${siteId} ${month}`)) continue;
      missing.set(siteId, [...(missing.get(siteId) ?? []), month]);
    }
    const gaps = [...missing].map(([siteId, months]) => ({ ...nothing, siteId, months }));
    const count = gaps.reduce((sum, gap) => sum + gap.months.length, 0);
    return { unit: 'site_months', have: expected.length - count, of: expected.length, gaps };
  },
  // A load cannot be recorded without treatment and receiver; what a map may lack is where the stream arises.
  flow_map: ({ rows, streams }) => {
    const shipped = new Set(inScope(rows).map(({ streamId }) => streamId));
    const mapped = streams.filter(({ id }) => shipped.has(id));
    const gaps = mapped.filter(({ hasProcess }) => !hasProcess).map(({ id }) => ({ ...nothing, streamId: id }));
    return { unit: 'streams', have: mapped.length - gaps.length, of: mapped.length, gaps };
  },
  exclusions: ({ rows, streams }) => {
    const out = rows.filter((row) => !row.inScope);
    const excluded = streams.filter(({ id }) => out.some(({ streamId }) => streamId === id));
    const gaps = excluded.flatMap(({ id, hasExclusionReason, approver }): EvidenceGap[] => {
      const what = !hasExclusionReason ? 'reason' : approver === null ? 'approver' : null;
      if (what === null) return [];
      const own = out.filter(({ streamId }) => streamId === id);
      return [{ ...nothing, streamId: id, massTonnes: exactText(total(own, (row) => row.massTonnes)), what }];
    });
    return { unit: 'streams', have: excluded.length - gaps.length, of: excluded.length, gaps };
  },
  weigh_papers: ({ rows }) =>
    massJudged(
      inScope(rows),
      (row) => row.paperedMassTonnes,
      ({ siteId, vendorId }) => ({ siteId, vendorId }),
    ),
  measured: ({ rows }) =>
    massJudged(
      inScope(rows),
      (row) => exactText(exact(row.massTonnes).minus(row.estimatedMassTonnes)),
      ({ siteId, streamId }) => ({ siteId, streamId }),
    ),
  vendor_licences: ({ rows }) => {
    const receivers = grouped(inScope(rows), ({ vendorId }) => vendorId);
    const gaps = receivers.flatMap((group) => {
      const loads = group.reduce((sum, row) => sum + row.loads - row.licensedLoads, 0);
      return loads > 0 ? [{ ...nothing, vendorId: group[0]?.vendorId ?? null, loads }] : [];
    });
    return { unit: 'receivers', have: receivers.length - gaps.length, of: receivers.length, gaps };
  },
  // Out of scope or not: whoever reads the scope asks where the hazardous waste went.
  manifests: ({ rows }) => {
    const hazardous = rows.filter((row) => row.hazardous);
    const gaps = grouped(hazardous, ({ siteId }) => siteId).flatMap((group) => {
      const loads = group.reduce((sum, row) => sum + row.loads - row.manifestedLoads, 0);
      const documents = group.flatMap(({ unmanifested }) => unmanifested);
      return loads > 0 ? [{ ...nothing, siteId: group[0]?.siteId ?? null, loads, documents }] : [];
    });
    const have = hazardous.reduce((sum, row) => sum + row.manifestedLoads, 0);
    return { unit: 'loads', have, of: hazardous.reduce((sum, row) => sum + row.loads, 0), gaps };
  },
  downstream_proof: ({ rows }, table) =>
    massJudged(
      inScope(rows).filter(({ treatment }) => table.of[treatment].ul2799Line === 'non_thermal'),
      (row) => row.provedMassTonnes,
      byReceiver,
    ),
  yields: ({ rows }, table) =>
    massJudged(
      inScope(rows).filter(({ treatment }) => table.of[treatment].gri306 === 'recycling'),
      (row) => row.yieldMassTonnes,
      byReceiver,
    ),
  energy_proof: ({ rows }, table) =>
    massJudged(
      inScope(rows).filter(({ treatment }) => table.of[treatment].ul2799Line === 'thermal'),
      (row) => row.provedMassTonnes,
      byReceiver,
    ),
};
