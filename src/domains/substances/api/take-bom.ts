// A file of a bill of materials taken in: which items it speaks of, what is wrong with it, and, when a person says so, all of it kept or none.
import { v7 as uuidv7 } from 'uuid';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Actor, Tx } from '#platform/db/database.ts';
import { attachToMany } from '#platform/evidence/attach.ts';
import type { Via } from '#platform/history/entry.ts';
import { rememberedHeading } from '#platform/intake/cells/header.ts';
import { rememberedHeadings } from '#platform/intake/remembered-headings.ts';
import type { Problem } from '#platform/records/declare/kind.ts';
import { recordMany } from '#platform/records/server/record.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { readBomFile } from '../cli/read-files.ts';
import type { Bom } from '../model/bom.ts';
import type { BomFileAnswer, BomItemChoice, BomItemTold, BomLineTold } from '../model/bom-file-answer.ts';
import type { FileProblem } from '../model/declaration.ts';
import { bom as bomKind, item as itemKind } from '../records/items.ts';
import { bomItems, type ItemOfBom, usualClass } from '../rules/bom-items.ts';
import type { LevelColumn } from '../rules/formats/level-headings.ts';
import type { ColumnOf } from '../rules/formats/sheet-headings.ts';
import { findBoms, findItemsById, findItemsByNumber, findItemsByPart, type KnownItem } from '../store/bom-files.ts';
import type { DeclarationPaper, DeclarationWorld } from './take-declarations.ts';

/** What is asked of a file. */
export interface BomQuestion {
  /** what a person says of its items, by their place */
  choices: ReadonlyMap<number, BomItemChoice>;
  /** every item that is unknown and of which nothing is said becomes a new one, of the class of where it stands */
  makesUnknown: boolean;
  /** the item in which everything stands that stands in nothing of the file */
  top: string | null;
  /** of all bills of materials of the file; it has none of its own */
  revision: string | null;
  from: string | null;
  commit: boolean;
}

const TOLD_AT_MOST = 500;
const PROBLEMS_TOLD = 200;

const problem = (field: string | null, code: string, facts: Problem['facts'] = {}): Problem => ({
  ...{ field, code, level: 'error', facts },
});

/** What each item of the file is taken to be: as a person says, else the item with its number, else that of a maker's part. */
async function chosen(tx: Tx, items: readonly ItemOfBom[], question: BomQuestion): Promise<BomItemTold[]> {
  const { choices, makesUnknown } = question;
  const named = [...choices.values()].flatMap((choice) => ('item' in choice ? choice.item : []));
  const byId = new Map((await findItemsById(tx, named)).map((one) => [one.id, one]));
  const numbers = items.map(({ number }) => number);
  const byNumber = new Map((await findItemsByNumber(tx, numbers)).map((one) => [one.number, one]));
  const byPart = new Map(
    (
      await findItemsByPart(
        tx,
        numbers.filter((number) => !byNumber.has(number)),
      )
    ).map(({ called, ...one }): [string, KnownItem] => [called, one]),
  );
  return items.map((one, nth) => {
    const said = choices.get(nth);
    const found = said && 'item' in said ? byId.get(said.item) : (byNumber.get(one.number) ?? byPart.get(one.number));
    const known = found ?? null;
    const usual = usualClass(one);
    const choice =
      said && ('make' in said || known) ? said : known ? { item: known.id } : makesUnknown ? { make: usual } : null;
    return {
      ...{ nth, number: one.number, name: one.name, line: one.line, unit: one.unit, massMg: one.massMg },
      ...{ usualClass: usual, known, choice },
      lacksMass: one.massMg === null && (known?.massMg ?? null) === null && one.parts.length === 0,
    };
  });
}

/** From the top down; an item that stands in several places is opened at the first. */
function linesOf(items: readonly ItemOfBom[]): BomLineTold[] {
  const place = new Map(items.map(({ number }, nth) => [number, nth]));
  const opened = new Set<number>();
  const told: BomLineTold[] = [];
  const tops = items.flatMap(({ isTop }, nth): BomLineTold[] =>
    isTop ? [{ nth, parent: null, depth: 0, quantity: null }] : [],
  );
  const open = tops.toReversed();
  for (let line = open.pop(); line && told.length < TOLD_AT_MOST; line = open.pop()) {
    told.push(line);
    const { nth: parent, depth } = line;
    if (opened.has(parent)) continue;
    opened.add(parent);
    const below = (items[parent]?.parts ?? []).map(({ number, quantity }) => ({
      ...{ nth: place.get(number) ?? 0, parent, depth: depth + 1, quantity },
    }));
    open.push(...below.toReversed());
  }
  return told;
}

/** A part that is counted otherwise than its item would come out wrong by a thousand times. Told once of each. */
function unitsThatDiffer(items: readonly ItemOfBom[], told: readonly BomItemTold[]): FileProblem[] {
  const ownOf = new Map(told.map(({ number, known, unit }) => [number, known?.unit ?? unit]));
  const wrong = new Map<string, FileProblem>();
  for (const { number, unit, line } of items.flatMap(({ parts }) => parts)) {
    const own = ownOf.get(number) ?? unit;
    if (own === unit || wrong.has(number)) continue;
    const facts = { part: number, unit, own };
    wrong.set(number, { level: 'error', code: 'unit_of_item', line, column: 1, at: 'Part', facts });
  }
  return [...wrong.values()];
}

/** What keeps the file from being kept. */
function lacks(told: readonly BomItemTold[], problems: readonly FileProblem[], question: BomQuestion): Problem[] {
  return [
    ...problems
      .filter(({ level }) => level === 'error')
      .map(({ code, line, facts }) => ({ ...problem(null, `substances.file.${code}`, facts ?? {}), line })),
    ...(question.revision === null ? [problem('bomRevision', 'missing')] : []),
    ...told
      .filter(({ choice }) => choice === null)
      .map(({ number }) => problem('item', 'bom_item_unknown', { given: number })),
  ];
}

/** The same with an item of ours as the one in which everything stands. It comes last, so that all others keep their places. */
function within(bom: Bom, top: KnownItem | undefined): Bom {
  if (!top) return bom;
  const { length } = bom.lines;
  const own = { parent: null, line: 1, partNumber: top.number, name: top.name.en, quantity: null, massMg: null };
  const nothing = { materials: [], substances: [], specifications: [], exemptions: [], externalIdentity: null };
  const lines = bom.lines.map((line) => ({ ...line, parent: line.parent ?? length }));
  return { ...bom, lines: [...lines, { ...own, ...nothing }] };
}

/** What somebody chose for headings of sheets of bills of materials before: a part or a quantity, by the column of the records. */
async function columnsChosen(tx: Tx): Promise<ColumnOf<LevelColumn>> {
  const columns: Readonly<Record<string, LevelColumn>> = { 'part/item': 'number', 'part/quantity': 'quantity' };
  const chosen = await rememberedHeadings(tx, bomKind, GROUP_ID, new Set(Object.keys(columns)));
  return (heading) => columns[chosen[rememberedHeading(heading)] ?? ''];
}

async function keep(
  tx: Tx,
  items: readonly ItemOfBom[],
  told: readonly BomItemTold[],
  about: { revision: string; from: string; paper: DeclarationPaper },
  how: Parameters<typeof recordMany>[3],
): Promise<NonNullable<BomFileAnswer['kept']>> {
  const idOf = new Map<string, string>();
  const made: { id: string; values: Record<string, unknown> }[] = [];
  told.forEach(({ number, name, choice, massMg, unit }) => {
    if (choice === null) return;
    const id = 'item' in choice ? choice.item : uuidv7();
    idOf.set(number, id);
    if ('item' in choice) return;
    const mass = massMg === null || Number(massMg) === 0 ? {} : { massMg: { value: massMg, entered: `${massMg} mg` } };
    made.push({
      id,
      values: { number, name: { en: name ?? number, zh: name ?? number }, itemClass: choice.make, unit, ...mass },
    });
  });
  if (made.length > 0) await recordMany(tx, itemKind, made, how);
  const assemblies = items.filter(({ parts }) => parts.length > 0);
  const of = (number: string) => idOf.get(number) as string;
  const same = await findBoms(
    tx,
    assemblies.map(({ number }) => of(number)),
    about.revision,
  );
  const given = assemblies.map(({ number, parts }) => {
    const before = same.get(of(number));
    return {
      id: before?.id ?? uuidv7(),
      values: { item: of(number), bomRevision: about.revision, from: about.from },
      lines: parts.map((part) => ({ item: of(part.number), quantity: part.quantity })),
      ...(before ? { basedOn: before.revision } : {}),
    };
  });
  const recorded = given.length > 0 ? await recordMany(tx, bomKind, given, how) : [];
  await attachToMany(
    tx,
    { ...about.paper, evidenceKind: 'other', effectiveOn: about.from },
    { kind: bomKind.kind, records: recorded.map(({ id }) => ({ recordId: id, scopeId: null })), via: how.via },
  );
  return {
    made: made.length,
    boms: recorded.map(({ id, outcome }, nth) => ({ id, outcome, number: assemblies[nth]?.number ?? '' })),
  };
}

/**
 * Reads a bill of materials by Granta or by levels in a sheet, and keeps it where that is asked: all of it with its new items, or nothing.
 * @throws Refused `not_found` where the item in which all of it is to stand is none; `bom_not_kept` with what is wrong; `bom_goes_round` where it and what is kept would contain each other
 */
export async function takeBom(
  world: DeclarationWorld,
  actor: Actor,
  path: string,
  question: BomQuestion,
  { via, paper }: { via: Via; paper: DeclarationPaper },
): Promise<BomFileAnswer> {
  const { bom, problems: read } = await readBomFile(path, await world.db.as(actor, columnsChosen));
  return world.db.as(actor, async (tx) => {
    const [top] = question.top === null ? [] : await findItemsById(tx, [question.top]);
    if (question.top !== null && !top) throw new Refused('not_found');
    const { items, problems: found } = bom ? bomItems(within(bom, top)) : { items: [], problems: [] };
    const told = await chosen(tx, items, question);
    const lines = new Set(found.map(({ line }) => line));
    const problems = [
      // What was a warning where the file was read stands in the way of keeping it: it is told once.
      ...read.filter(({ code, line }) => code !== 'quantity_missing' || !lines.has(line)),
      ...found,
      ...unitsThatDiffer(items, told),
    ].toSorted((one, other) => one.line - other.line);
    const answer: BomFileAnswer = {
      ...{ name: bom?.name ?? null, problems: problems.slice(0, PROBLEMS_TOLD) },
      counts: {
        ...{
          items: items.length,
          tops: items.filter(({ isTop }) => isTop).length,
          boms: items.filter(({ parts }) => parts.length > 0).length,
        },
        unknown: told.filter(({ known }) => known === null).length,
        withoutMass: told.filter(({ lacksMass }) => lacksMass).length,
      },
      ...{ items: told.slice(0, TOLD_AT_MOST), lines: linesOf(items), kept: null },
    };
    if (!question.commit) return answer;
    const wrong = lacks(told, problems, question);
    if (wrong.length > 0 || !bom || question.revision === null)
      throw new Refused('bom_not_kept', {}, wrong.slice(0, PROBLEMS_TOLD));
    const how = { kinds: world.kinds, via, todayIn: world.todayIn, limits: await world.limits(tx) };
    const from = question.from ?? world.todayIn('Asia/Shanghai');
    return { ...answer, kept: await keep(tx, items, told, { revision: question.revision, from, paper }, how) };
  });
}
