// Which items does a bill of materials in a file speak of, and what is each made of? A part that stands in several places is one item.
import type { Bom, BomLine, Quantity } from '../model/bom.ts';
import type { DecimalText, FileProblem } from '../model/declaration.ts';
import type { countUnits } from '../model/item.ts';
import type { ItemClass } from '../model/restriction.ts';
import { toMg, unitOf } from './formats/amount-text.ts';
import { shifted } from './formats/plain-decimal.ts';

export type CountUnit = (typeof countUnits)[number];

/** A part in one of an item, in the unit in which items are counted. */
export interface PartOfItem {
  number: string;
  quantity: DecimalText;
  unit: CountUnit;
  line: number;
}

export interface ItemOfBom {
  number: string;
  name: string | null;
  /** of one of its unit; null where the file does not say */
  massMg: DecimalText | null;
  unit: CountUnit;
  /** where it stands first in the file */
  line: number;
  /** nothing of the file contains it */
  isTop: boolean;
  parts: readonly PartOfItem[];
}

export interface BomItems {
  items: ItemOfBom[];
  problems: FileProblem[];
}

const MG_IN_KG_PLACES = -6;
/** Places by which a number in each unit is moved; masses go by way of mg. */
const lengths: Readonly<Record<string, readonly [CountUnit, number]>> = {
  ...{ m: ['m', 0], cm: ['m', -2], mm: ['m', -3], km: ['m', 3] },
  ...{ 'm^2': ['m2', 0], m2: ['m2', 0], 'm²': ['m2', 0], 'cm^2': ['m2', -4], 'mm^2': ['m2', -6] },
  ...{ l: ['l', 0], ml: ['l', -3], 'm^3': ['l', 3] },
  ...{ 米: ['m', 0], 毫米: ['m', -3], 平方米: ['m2', 0], 升: ['l', 0], 毫升: ['l', -3] },
};
const pieces = new Set([
  '',
  'each',
  'ea',
  'piece',
  'pieces',
  'pc',
  'pcs',
  'pce',
  'part',
  'nos',
  'st',
  'stk',
  '个',
  '個',
  '只',
  '件',
  '颗',
  '片',
  '枚',
]);

/** A quantity in the unit of an item: `Each`, `EA` or `个` is a piece; null where items are not counted in it. */
export function countedIn({ number, unit }: Quantity): { quantity: DecimalText; unit: CountUnit } | null {
  const plain = (unit ?? '').trim().toLowerCase();
  if (pieces.has(plain)) return { quantity: number, unit: 'piece' };
  const length = lengths[plain];
  if (length) return { quantity: shifted(number, length[1]), unit: length[0] };
  const mass = unitOf(plain);
  if (mass && 'mass' in mass) return { quantity: shifted(toMg(number, mass.mass), MG_IN_KG_PLACES), unit: 'kg' };
  return null;
}

/** What an item that nobody knows yet is taken to be, until a person says otherwise: by where it stands. */
export const usualClass = ({ isTop, parts }: ItemOfBom): ItemClass =>
  isTop ? 'finished' : parts.length > 0 ? 'semi_finished' : 'component';

const wrong = (code: FileProblem['code'], line: number, facts: FileProblem['facts'] = {}): FileProblem => ({
  ...{ level: 'error', code, line, column: 1, at: 'Part', facts },
});

/** A part of one of its parent, or what keeps it from being one. A quantity that is missing is not one. */
function partOf({ line, partNumber, quantity }: BomLine): PartOfItem | FileProblem {
  if (quantity === null) return wrong('quantity_missing', line, { part: partNumber });
  const counted = countedIn(quantity);
  if (counted === null) return wrong('unit_not_counted_in', line, { part: partNumber, unit: quantity.unit ?? '' });
  if (Number(counted.quantity) === 0) return wrong('quantity_zero', line, { part: partNumber });
  return { number: partNumber, ...counted, line };
}

/** The first way from an item down to itself, by numbers. */
function circleIn(items: ReadonlyMap<string, ItemOfBom>): { path: string[]; line: number } | null {
  const done = new Set<string>();
  for (const top of items.keys()) {
    const open: { number: string; next: number }[] = [{ number: top, next: 0 }];
    for (let at = open.at(-1); at; at = open.at(-1)) {
      const part = done.has(at.number) ? undefined : items.get(at.number)?.parts[at.next];
      at.next += 1;
      if (!part) {
        done.add(at.number);
        open.pop();
        continue;
      }
      const from = open.findIndex(({ number }) => number === part.number);
      if (from >= 0) return { path: [...open.slice(from).map(({ number }) => number), part.number], line: part.line };
      open.push({ number: part.number, next: 0 });
    }
  }
  return null;
}

const alike = (parts: readonly PartOfItem[]) =>
  JSON.stringify(parts.map(({ number, quantity, unit }) => [number, quantity, unit]).toSorted());

/** Items by number in the order of the file. Where the same number is made of other parts elsewhere, none of both is right. */
export function bomItems({ lines }: Bom): BomItems {
  const problems: FileProblem[] = [];
  const children = Map.groupBy(lines.keys(), (nth) => lines[nth]?.parent ?? -1);
  const within = new Set(lines.flatMap(({ parent, partNumber }) => (parent === null ? [] : [partNumber])));
  const items = new Map<string, ItemOfBom>();
  lines.forEach((line, nth) => {
    const { partNumber: number, name, massMg } = line;
    const below = (children.get(nth) ?? []).flatMap((at) => lines[at] ?? []);
    const parts = below.map(partOf).flatMap((part) => {
      if (!('code' in part)) return [part];
      problems.push(part);
      return [];
    });
    const counted = line.quantity && countedIn(line.quantity);
    // The mass is of one of the unit as written; of a gram it is not that of the kilogram in which the item is counted.
    const isAsWritten = line.quantity !== null && counted?.quantity === line.quantity.number;
    const one: ItemOfBom = {
      ...{
        number,
        name,
        massMg: isAsWritten || line.quantity === null ? massMg : null,
        unit: counted?.unit ?? 'piece',
      },
      ...{ line: line.line, isTop: !within.has(number), parts },
    };
    const before = items.get(number);
    if (before && before.parts.length > 0 && parts.length > 0 && alike(before.parts) !== alike(parts))
      problems.push(wrong('parts_differ', line.line, { part: number, first: before.line }));
    items.set(
      number,
      before
        ? {
            ...{ ...before, name: before.name ?? one.name, massMg: before.massMg ?? one.massMg },
            parts: before.parts.length > 0 ? before.parts : parts,
          }
        : one,
    );
  });
  const circle = circleIn(items);
  if (circle) problems.push(wrong('parts_go_round', circle.line, { path: circle.path.join(' > ') }));
  return { items: [...items.values()], problems };
}
