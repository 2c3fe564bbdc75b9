// A customer's file taken in: what each of its rows was read as, what is wrong in which, and, when a person says so, all of it kept or none.
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '#platform/db/database.ts';
import { attachToMany } from '#platform/evidence/attach.ts';
import type { Via } from '#platform/history/entry.ts';
import type { Problem } from '#platform/records/declare/kind.ts';
import { findLatest } from '#platform/records/server/read.ts';
import { recordMany } from '#platform/records/server/record.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { readRows } from '../cli/read-files.ts';
import { type CustomerListAnswer, type ListDuty, type ListRowTold, listDuties } from '../model/customer-list.ts';
import { customerListKind } from '../records/customer-list.ts';
import { type CustomerList, customerList, type ListedRestriction } from '../rules/customer-list.ts';
import { findList } from '../store/customer-lists.ts';
import { submitDrafts } from './submit-drafts.ts';
import type { DeclarationPaper, DeclarationWorld } from './take-declarations.ts';

/** A list of substances is a small file. */
export const LIST_AT_MOST_BYTES = 8 * 1024 ** 2;
const ROWS_AT_MOST = 5_000;
const TOLD_AT_MOST = 200;

/** What a person says of the list. */
export interface ListQuestion {
  code: string | null;
  edition: string | null;
  customer: string | null;
  name: string | null;
  from: string | null;
  before: string | null;
  markets: readonly string[];
  /** what is asked above a limit, where the row does not say */
  duty: ListDuty;
  commit: boolean;
}

/** Reads the first sheet of a file as a list; of a file that is no sheet nothing can be read. */
export async function readListFile(path: string, source: string, duty?: ListDuty): Promise<CustomerList> {
  const rows = (await readRows(path)) ?? [];
  const list = customerList(
    rows.map(({ cells }) => cells),
    { source, ...(duty ? { duty } : {}) },
  );
  if (list.restrictions.length > ROWS_AT_MOST) throw new Refused('file_too_large');
  return list;
}

const rowTold = (
  { row, label, members, limitPpm, per, duty, from, remark }: ListedRestriction,
  usual: ListDuty,
): ListRowTold => ({
  ...{ row, substance: label.en, limitPpm, per, from, note: remark ?? null },
  cas: members?.[0]?.startsWith('cas:') ? members[0].slice('cas:'.length) : null,
  duty: listDuties.find((one) => one === duty) ?? usual,
});

const missing = (field: string): Problem => ({ field, code: 'missing', level: 'error', facts: {} });

/** What keeps a file from being kept. */
function lacks({ problems, restrictions }: CustomerList, said: ListQuestion): Problem[] {
  return [
    ...problems.map(
      ({ row, code, text }): Problem => ({
        ...{ field: null, code: `substances.list.${code.startsWith('cas_') ? 'cas' : code}`, level: 'error' },
        facts: { row, text },
      }),
    ),
    ...(problems.length === 0 && restrictions.length === 0
      ? [{ field: null, code: 'list_says_nothing', level: 'error' as const, facts: {} }]
      : []),
    ...(['code', 'edition', 'customer', 'name', 'from'] as const).flatMap((field) =>
      said[field] === null ? [missing(field)] : [],
    ),
  ];
}

/**
 * Reads a customer's file, and keeps it as one record with the file behind it where that is asked. A list and edition that is
 * held already gets another revision, or none where the file says the same.
 * @throws Refused `customer_list_not_kept` with what is wrong, by row
 */
export async function takeCustomerList(
  world: DeclarationWorld,
  actor: Actor,
  path: string,
  said: ListQuestion,
  { via, paper, approve }: { via: Via; paper: DeclarationPaper; approve?: true },
): Promise<CustomerListAnswer> {
  const list = await readListFile(path, paper.fileName, said.duty);
  const rows = list.problems.length > 0 ? [] : list.restrictions.map((one) => rowTold(one, said.duty));
  return world.db.as(actor, async (tx) => {
    const { code, edition } = said;
    const held = code === null || edition === null ? null : await findList(tx, { code, edition });
    const answer: CustomerListAnswer = {
      ...{ fileName: paper.fileName, rows, repaired: list.repaired, held, kept: null },
      problems: list.problems.slice(0, TOLD_AT_MOST),
    };
    if (!said.commit) return answer;
    const wrong = lacks(list, said);
    if (wrong.length > 0) throw new Refused('customer_list_not_kept', {}, wrong.slice(0, TOLD_AT_MOST));
    const given = {
      id: held?.id ?? uuidv7(),
      values: {
        ...{ code, edition, customer: said.customer, name: said.name, from: said.from, before: said.before },
        markets: said.markets.length > 0 ? [...said.markets] : null,
      },
      lines: rows.map(({ row: _, ...entry }) => entry),
      ...(held ? { basedOn: held.revision } : {}),
    };
    const how = {
      ...{ kinds: world.kinds, via, todayIn: world.todayIn, limits: await world.limits(tx) },
      ...(approve ? { approve } : {}),
    };
    const recorded = await recordMany(tx, customerListKind, [given], how);
    await attachToMany(
      tx,
      { ...paper, evidenceKind: 'other', effectiveOn: said.from },
      { kind: customerListKind.kind, records: [{ recordId: given.id, scopeId: null }], via },
    );
    await submitDrafts(tx, customerListKind, recorded, via);
    const [now] = await findLatest(tx, customerListKind, [given.id]);
    const [first] = recorded;
    return {
      ...answer,
      kept: { id: given.id, outcome: first?.outcome ?? 'same', state: now?.state ?? 'draft' },
    };
  });
}
