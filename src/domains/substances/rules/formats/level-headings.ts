// Which column of a sheet of levels is which, by headings in English, Chinese, Japanese and some others?
import { type ColumnOf, comparableHeading } from './sheet-headings.ts';

/** What a column can be; `position` is one of levels or of part numbers where there is no other. */
export type LevelColumn =
  | 'level'
  | 'number'
  | 'name'
  | 'quantity'
  | 'unit'
  | 'mass'
  | 'massUnit'
  | 'substitute'
  | 'position';

/** Numbers of others, and quantities of more than one: never ours. */
const others = /maker|manufact|mfr|mfg|mpn|supplier|vendor|customer|parent|father|制造|厂商|供应|客户|父|上级|メーカ/;
const sums = /total|extended|cumul|order|stock|gross|总|合计|累计|库存|毛/;

/** The first pattern that fits decides, so what is more special stands first. */
const words: readonly (readonly [LevelColumn, RegExp, RegExp?])[] = [
  [
    'level',
    /^(bom |part |indent(ed)? |indenture |structure |explosion )?(level|lvl|lev|indent)( no| number)?$|层级|層級|层次|層次|阶层|階層|阶次|階次|^(bom)?(层|階|阶)$|^ebene$|^stufe$|^niveau$|^nivel$|^livello$|レベル/,
  ],
  [
    'substitute',
    /^(is )?(a )?(substitute|alternat(e|ive)|alt)( part| item| flag)?\??$|^(是否)?(为|是)?(替代|代替|代用)(料|件|品)?$/,
  ],
  ['massUnit', /(weight|mass|重量|质量|質量|单重).*(unit|uom|单位|単位|單位)/],
  [
    'unit',
    /^(base |component |qty |quantity )?(unit|units|uom|um|u\/m|unit of measure)$|^(计量|用量|数量|基本)?(单位|単位|單位)$/,
  ],
  ['mass', /weight|\bmass\b|重量|质量|質量|单重|净重/, sums],
  ['quantity', /\bqty\b|quantity|\busage\b|用量|数量|數量|员数|員数|menge|cantidad|quantité/, sums],
  ['position', /^(item|pos|position|find|seq|序号|项次)( (no|number|num|#))?$/],
  ['name', /name|description|\bdesc\b|品名|名称|名稱|描述|规格说明|bezeichnung/, others],
  [
    'number',
    /^(part|component|material|product|article|child|item)( (no|number|id|code|num))?$|^(p\/?n|sku|number)$|^(物料|零件|部件|子件)$|料号|料號|品号|品番|(物料|零件|部件|部品|子件|存货|产品)(编码|编号|代码|番号|号)|artikelnummer|materialnummer|teilenummer/,
    others,
  ],
];

/** @param remembered what somebody chose for a heading before, which goes before what it is taken for here */
export const levelColumn =
  (remembered?: ColumnOf<LevelColumn>): ColumnOf<LevelColumn> =>
  (heading) => {
    const plain = comparableHeading(heading)
      .replace(/[.#:：]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (plain === '') return undefined;
    return remembered?.(heading) ?? words.find(([, word, but]) => word.test(plain) && !but?.test(plain))?.[0];
  };
