// The review policy of each kind: as declared, until the administrator sets another; every change is dated by its number.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/database.ts';
import type { Via } from '../../history/entry.ts';
import type { RecordKind } from '../declare/kind.ts';
import { defaultWorkedDays, type Policy, policies, policyFor } from '../declare/review-steps.ts';
import { keepSetting } from './kept-settings.ts';
import type { Kinds } from './refs.ts';

/** How records of a kind are reviewed, and by when. */
export interface ReviewRule {
  policy: Policy;
  /** worked days from submission in which they are to be decided */
  workedDays: number;
}

/** A rule with when it was set; the first is the declared one. */
export interface DatedRule extends ReviewRule {
  /** in force from this number of the history on */
  fromSeq: number;
  setAt: Date | null;
  setBy: string | null;
}

/** The rules of a kind in the order in which they were set: never empty. */
export type DatedRules = readonly [DatedRule, ...DatedRule[]];

const declaredRule = (kind: RecordKind): DatedRule => ({
  policy: kind.review,
  workedDays: defaultWorkedDays[kind.review],
  ...{ fromSeq: 0, setAt: null, setBy: null },
});

const keyOf = (kind: RecordKind) => `review.${kind.kind}`;
const isPolicy = (value: unknown): value is Policy => (policies as readonly unknown[]).includes(value);

/** The rules of some kinds, by kind. */
export async function rulesOfKinds(tx: Tx, kinds: readonly RecordKind[]): Promise<ReadonlyMap<string, DatedRules>> {
  const { rows } = await sql<{ key: string; seq: number; value: unknown; actor: string; at: Date }>`
    select key, seq, value, actor, at from setting where key = any(${kinds.map(keyOf)}::text[]) order by seq`.execute(
    tx,
  );
  return new Map(
    kinds.map((kind): [string, DatedRules] => [
      kind.kind,
      [
        declaredRule(kind),
        ...rows.flatMap(({ key, seq, value, actor, at }): DatedRule[] => {
          const { policy, workedDays } = (value ?? {}) as Partial<ReviewRule>;
          return key === keyOf(kind) && isPolicy(policy) && typeof workedDays === 'number'
            ? [{ policy, workedDays, fromSeq: seq, setAt: at, setBy: actor }]
            : [];
        }),
      ],
    ]),
  );
}

/** The rules of one kind. */
export const rulesOf = async (tx: Tx, kind: RecordKind): Promise<DatedRules> =>
  (await rulesOfKinds(tx, [kind])).get(kind.kind) ?? [declaredRule(kind)];

/** The rule that is in force now. */
export const ruleNow = (rules: DatedRules): DatedRule => rules.at(-1) ?? rules[0];

/** The rule that was in force at a number of the history; now, for what was not submitted yet. */
export const ruleAt = (rules: DatedRules, seq: number | null): DatedRule =>
  seq === null ? ruleNow(rules) : (rules.findLast(({ fromSeq }) => fromSeq <= seq) ?? rules[0]);

/** By which policy a revision is decided: that of the moment in which it was submitted. */
export const policyOfRevision = (
  rules: DatedRules,
  revision: { submittedSeq: number | null; restatement: boolean },
): Policy => policyFor(ruleAt(rules, revision.submittedSeq).policy, revision);

/** SQL for the place of a revision's rule among these, from 0; the condition is on the alias `t`. */
export const rulePlace = (rules: DatedRules): RawBuilder<number> =>
  sql<number>`(width_bucket(coalesce(t.submitted_seq, ${Number.MAX_SAFE_INTEGER}::bigint), ${`{${rules.map(({ fromSeq }) => fromSeq).join(',')}}`}::bigint[]) - 1)`;

/** Sets how a kind is reviewed from now on; what is submitted already goes on under the rule of its submission. */
export const keepRule = (tx: Tx, kind: RecordKind, rule: ReviewRule, via: Via, reason: string): Promise<void> =>
  keepSetting(tx, keyOf(kind), { policy: rule.policy, workedDays: rule.workedDays }, via, reason, { figures: false });

/** The policy of every kind as it is in force now. */
export async function policiesNow(tx: Tx, kinds: Kinds): Promise<Record<string, Policy>> {
  const rules = await rulesOfKinds(tx, [...kinds.values()]);
  return Object.fromEntries([...rules].map(([kind, of]) => [kind, ruleNow(of).policy]));
}
