// The record kinds of what is bought, made and sold: items, whose parts may stand for one, and what each is made of.
import {
  code,
  codes,
  date,
  decimal,
  localText,
  optional,
  quantity,
  recordKind,
  ref,
  text,
} from '#platform/records/declare/kind.ts';
import { controlGrades, countUnits } from '../model/item.ts';
import { itemClasses } from '../model/restriction.ts';

export const item = recordKind({
  kind: 'substances.item',
  version: 1,
  owner: 'group',
  calledBy: ['number', 'name'],
  fields: {
    number: text({ max: 80 }),
    name: localText(),
    itemClass: code(itemClasses, 'substances.class'),
    controlGrade: optional(code(controlGrades, 'substances.grade')),
    unit: code(countUnits, 'substances.unit'),
    massMg: optional(quantity('mg', { enteredIn: ['mg', 'g', 'kg'], above: '0' })),
    markets: optional(codes(null, 'substances.market')),
    category: optional(text({ max: 40 })),
  },
  sameWhen: ['number'],
  review: 'none',
  evidence: 'none',
  list: ['number', 'name', 'itemClass', 'controlGrade', 'massMg'],
});

/** A maker's part that may be used for an item; several are alternates, and each has to comply. */
export const makerPart = recordKind({
  kind: 'substances.maker-part',
  version: 1,
  owner: 'group',
  calledBy: ['number'],
  fields: {
    item: ref('substances.item'),
    maker: ref('suppliers.supplier'),
    number: text({ max: 80 }),
    supplier: optional(ref('suppliers.supplier')),
    supplierNumber: optional(text({ max: 80 })),
    grade: optional(text({ max: 80 })),
    from: date(),
    before: optional(date()),
  },
  sameWhen: ['item', 'maker', 'number'],
  review: 'none',
  evidence: 'none',
  list: ['item', 'maker', 'number', 'supplier', 'from', 'before'],
});

/** What one piece of an item is made of, by revision; a new revision ends the one before. */
export const bom = recordKind({
  kind: 'substances.bom',
  version: 1,
  owner: 'group',
  calledBy: ['item', 'bomRevision'],
  fields: {
    item: ref('substances.item'),
    bomRevision: text({ max: 40 }),
    from: date(),
    before: optional(date()),
  },
  lines: {
    name: 'part',
    fields: {
      item: ref('substances.item'),
      quantity: decimal({ above: '0' }),
      position: optional(text({ max: 2_000 })),
    },
  },
  sameWhen: ['item', 'bomRevision'],
  review: 'none',
  evidence: 'none',
  list: ['item', 'bomRevision', 'from', 'before'],
});
