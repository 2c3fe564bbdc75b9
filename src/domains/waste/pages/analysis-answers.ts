// What the server says of flows, ranking, cases and plans, and what pages read out of it.
import type { FigureAnswer } from '#platform/ui/figure-answer.ts';
import type { LocalText } from '#platform/ui/language.tsx';
import type { Status } from '#platform/ui/status-mark.tsx';
import { add, type Tonnes, tonnes } from '#units/quantity.ts';
import { compositionOf } from '../model/composition.ts';
import { type FlowRow, streamNotRecorded } from '../model/flow.ts';
import { type HierarchyStep, hierarchyStepOf } from '../model/hierarchy.ts';
import { type Treatment, treatments } from '../model/treatment.ts';
import type { ConversionDefinition } from '../rules/conversion-rate.ts';

export interface NamedStreamAnswer {
  id: string;
  code: string;
  name: LocalText;
  hazardous: boolean;
  composition: string;
}

/** The answer of `/waste/flows`. */
export interface FlowsAnswer {
  figures: Record<'shipped' | 'rate' | 'ul' | 'diverted' | 'disposed', FigureAnswer | null>;
  rows: readonly (Omit<FlowRow, 'massTonnes' | 'vendorId'> & { massTonnes: string })[];
  streams: readonly NamedStreamAnswer[];
  target: { year: number; value: string; printed: string } | null;
  definition: ConversionDefinition | null;
  packs: Readonly<Record<'waste-treatments' | 'ul2799-levels', unknown>>;
  twelveMonths: boolean;
}

export interface CaseAnswer {
  id: string;
  code: string;
  title: LocalText;
  source: 'own' | 'peer';
  place: LocalText | null;
  composition: string;
  hazardous: boolean;
  fromTreatment: string;
  toTreatment: string;
  whatWasDone: LocalText;
  result: LocalText;
  divertedMassTonnes: string | null;
  reference: string | null;
}

export interface RankedSite {
  scope: { id: string; code: string; name: LocalText };
  figure: FigureAnswer;
  changePoints: string | null;
  gapPoints: string | null;
  status: Status | null;
  cause: {
    words: string;
    streamId: string;
    stream: string;
    treatment: string;
    lostShare: string;
    cases: readonly string[];
  } | null;
  drivers: readonly { streamId: string; effect: string; words: string }[];
  parts: {
    gapShare: string;
    changeShare: string | null;
    streams: readonly {
      streamId: string;
      stream: string;
      massTonnes: string;
      convertedMassTonnes: string;
      gapShare: string;
      treatmentEffect: string | null;
      mixEffect: string | null;
    }[];
  } | null;
}

/** The answer of `/waste/ranking`. */
export interface RankingAnswer {
  previousLabel: string;
  target: { year: number; value: string; printed: string } | null;
  sites: readonly RankedSite[];
  cases: readonly CaseAnswer[];
}

interface MonthSpan {
  first: string;
  last: string;
  months: number;
}

export interface EffectAnswer {
  changeShare: string;
  shareBefore: string;
  shareAfter: string;
  yearlyMassTonnes: string;
  inputs: Readonly<
    Record<'massBeforeTonnes' | 'targetMassBeforeTonnes' | 'massAfterTonnes' | 'targetMassAfterTonnes', string>
  >;
  before: MonthSpan;
  after: MonthSpan;
  site: { points: string; figureId: string } | null;
  group: { points: string; figureId: string } | null;
}

export interface ImprovementAnswer {
  id: string;
  site: { id: string; code: string; name: LocalText };
  code: string;
  title: LocalText;
  stream: NamedStreamAnswer | null;
  fromTreatment: string;
  toTreatment: string;
  startsOn: string;
  effectiveFrom: string | null;
  expectedMassTonnes: string | null;
  case: { id: string; code: string; title: LocalText } | null;
  actions: readonly {
    what: string;
    owner: string;
    due: string;
    done: string | null;
    state: 'done' | 'open' | 'overdue';
  }[];
  effect: EffectAnswer | { noData: string };
}

/** The rows of an answer as the rules read them; whose vendor does not matter has none. */
export const flowRowsIn = (answer: Pick<FlowsAnswer, 'rows'>): FlowRow[] =>
  answer.rows.map((row) => ({ ...row, vendorId: streamNotRecorded, massTonnes: tonnes(row.massTonnes) }));

/** One stream to one treatment. */
export interface Flow {
  streamId: string;
  composition: string;
  treatment: Treatment;
  step: HierarchyStep;
  massTonnes: Tonnes;
}

const placeOf = (treatment: Treatment) => treatments.indexOf(treatment);

/** The flows of an answer: compositions by mass, their streams by mass, treatments best first. */
export function flowsIn(rows: readonly FlowRow[]): Flow[] {
  const flows = new Map<string, Flow>();
  const mass = new Map<string, Tonnes>();
  const note = (key: string, of: Tonnes) => mass.set(key, add(mass.get(key) ?? tonnes(0), of));
  for (const { streamId, composition, treatment, massTonnes } of rows) {
    const key = `${streamId} ${treatment}`;
    const known = flows.get(key);
    flows.set(key, {
      ...{ streamId, treatment, composition: compositionOf(composition), step: hierarchyStepOf(treatment) },
      massTonnes: add(known?.massTonnes ?? tonnes(0), massTonnes),
    });
    note(compositionOf(composition), massTonnes);
    note(streamId, massTonnes);
  }
  const heaviest = (one: string, other: string) =>
    (mass.get(other) ?? tonnes(0)).cmp(mass.get(one) ?? tonnes(0)) || (one < other ? -1 : 1);
  return [...flows.values()].sort(
    (one, other) =>
      (one.composition === other.composition ? 0 : heaviest(one.composition, other.composition)) ||
      (one.streamId === other.streamId ? 0 : heaviest(one.streamId, other.streamId)) ||
      placeOf(one.treatment) - placeOf(other.treatment),
  );
}

/** The address of the loads behind a figure, of one stream, one treatment, or both. */
export function loadsOf(figureId: string, only: { streamId?: string; treatment?: string }) {
  return {
    figure: figureId,
    ...(only.streamId ? { 'filter.stream': only.streamId } : {}),
    ...(only.treatment ? { 'filter.treatment': only.treatment } : {}),
  };
}
