// What a law, a standard or a customer restricts: which substances, of what, how much, counted how, from when, and what is exempt.

/** Of what the concentration is taken. A limit without its denominator says nothing. */
export const denominators = [
  'homogeneous_material',
  'metal_plating',
  'small_part',
  'material',
  'article',
  'product',
  'packaging',
  'battery',
] as const;
export type Denominator = (typeof denominators)[number];

/** What is compared with the limit: each member by itself, all together, or an element within them. */
export type Measure =
  | { of: 'each' }
  | { of: 'sum' }
  /** the mass of the element in every member, by its share in the formula; a formula that is not known gives not known */
  | { of: 'element'; element: string };

/** What follows when it is over the limit. */
export const duties = ['prohibited', 'communicate', 'authorise', 'warn', 'report', 'screen'] as const;
export type Duty = (typeof duties)[number];

/** Kinds of item; a restriction may hold for some only. */
export const itemClasses = [
  'raw_material',
  'component',
  'semi_finished',
  'finished',
  'auxiliary',
  'packaging',
  'battery',
] as const;
export type ItemClass = (typeof itemClasses)[number];

export interface Restriction {
  id: string;
  label: { en: string; zh: string };
  clause: string;
  /** group of the pack `substance-groups`, or the members themselves by CAS number (`cas:`), EC number (`ec:`) or own key */
  group?: string;
  members?: readonly string[];
  per: Denominator;
  measure: Measure;
  /** mg/kg; null where only adding it on purpose is restricted, or where there is no limit in the text */
  limitPpm: string | null;
  /** whether the limit itself is still allowed */
  comparator: 'at_most' | 'below';
  duty: Duty;
  /** adding it on purpose is restricted whatever the concentration */
  intentional?: boolean;
  /** codes of this pack's exemptions that may be claimed here */
  exemptions?: readonly string[];
  classes?: readonly ItemClass[];
  markets?: readonly string[];
  from: string | null;
  before: string | null;
  source: string;
  verified: boolean;
}

/** A use for which a restriction does not hold, until its day. */
export interface Exemption {
  code: string;
  label: { en: string; zh: string };
  /** restrictions by id */
  of: readonly string[];
  /** a limit of its own, mg/kg, e.g. 4 % lead in copper alloy */
  limitPpm: string | null;
  /** last day by category of equipment; `all` where the text makes no difference; null is open-ended */
  until: Readonly<Record<string, string | null>>;
  /** applied for in time: stays valid beyond its day until decided */
  renewalPending: boolean;
  source: string;
  verified: boolean;
}
