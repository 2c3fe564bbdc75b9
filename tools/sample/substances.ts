// What the company buys and makes, and of what; and its suppliers' declarations as files.
import type { Content, Declaration, DeclaredProduct, Material } from '#domains/substances/model/declaration.ts';
import { iecEditionWritten } from '#domains/substances/rules/formats/iec-62474-structure.ts';
import { writeDeclaration } from '#domains/substances/rules/formats/write-declaration.ts';
import type { Table } from './csv.ts';
import { cableDeclaration, declaredFiles, type Line, type Made, type Part } from './declared-parts.ts';
import { materialSuppliers } from './vendors.ts';

type Item = readonly [number: string, en: string, zh: string, itemClass: string, grade: string, massMg: string];

const items: readonly Item[] = [
  ['USBC-2400', 'USB-C connector', 'USB-C连接器', 'finished', 'high', '3120'],
  ['HARN-110', 'Door harness', '车门线束', 'finished', 'high', '412000'],
  ['PWR-30', 'Power module', '电源模块', 'finished', 'high', '96500'],
  ['SENS-8', 'Position sensor', '位置传感器', 'finished', 'high', '18400'],
  ['PCBA-31', 'Assembled board', '电路板组件', 'semi_finished', 'high', '41200'],
  ['SHELL-24', 'Plated shell', '镀层外壳', 'semi_finished', 'medium', '1480'],
  ['LEAD-110', 'Wire with contacts', '带端子导线', 'semi_finished', 'medium', '36500'],
  ['PIN-07', 'Contact pin, brass', '黄铜插针', 'component', 'high', '42'],
  ['HOUS-24', 'Housing, PBT', 'PBT绝缘体', 'component', 'medium', '980'],
  ['CABLE-05', 'Cable, 0.5 mm²', '0.5 mm²导线', 'component', 'high', '7600'],
  ['SLEEVE-3', 'Sleeve, PVC', 'PVC套管', 'component', 'high', '2100'],
  ['RES-0603', 'Chip resistor', '片式电阻', 'component', 'high', '2.1'],
  ['CAP-1206', 'Ceramic capacitor', '陶瓷电容', 'component', 'medium', '14'],
  ['LAM-16', 'Laminate, FR-4', 'FR-4覆铜板', 'component', 'high', '21500'],
  ['SCREW-M3', 'Screw M3, zinc plated', 'M3镀锌螺钉', 'component', 'medium', '610'],
  ['SEAL-12', 'Seal, EPDM', 'EPDM密封圈', 'component', 'low', '830'],
  ['MAGN-5', 'Magnet', '磁体', 'component', 'medium', '3900'],
  ['STEEL-1', 'Steel strip', '钢带', 'raw_material', 'low', '1000000'],
  ['ALU-6063', 'Aluminium profile', '铝型材', 'raw_material', 'low', '1000000'],
  ['RESIN-PBT', 'PBT compound', 'PBT改性料', 'raw_material', 'medium', '1000000'],
  ['GLUE-2', 'Two-part adhesive', '双组分胶', 'auxiliary', 'high', '1000000'],
  ['CLEAN-9', 'Cleaning agent', '清洗剂', 'auxiliary', 'high', '1000000'],
  ['BOX-4', 'Carton', '纸箱', 'packaging', 'low', '118000'],
  ['TRAY-2', 'Moulded tray', '纸浆模塑托盘', 'packaging', 'low', '24000'],
];

/** Parent, revision, and its parts with how many of each are in one. */
const boms: readonly (readonly [parent: string, parts: readonly (readonly [string, string])[]])[] = [
  ['SHELL-24', [['STEEL-1', '0.00148']]],
  [
    'LEAD-110',
    [
      ['CABLE-05', '4'],
      ['PIN-07', '2'],
    ],
  ],
  [
    'PCBA-31',
    [
      ['LAM-16', '1'],
      ['RES-0603', '48'],
      ['CAP-1206', '22'],
    ],
  ],
  [
    'USBC-2400',
    [
      ['SHELL-24', '1'],
      ['HOUS-24', '1'],
      ['PIN-07', '12'],
    ],
  ],
  [
    'HARN-110',
    [
      ['LEAD-110', '9'],
      ['HOUS-24', '6'],
      ['SEAL-12', '4'],
    ],
  ],
  [
    'PWR-30',
    [
      ['PCBA-31', '1'],
      ['ALU-6063', '0.0412'],
      ['SCREW-M3', '6'],
      ['GLUE-2', '0.0015'],
    ],
  ],
  [
    'SENS-8',
    [
      ['PCBA-31', '0.25'],
      ['MAGN-5', '1'],
      ['HOUS-24', '1'],
      ['SLEEVE-3', '1'],
      ['SCREW-M3', '2'],
    ],
  ],
];

/** Item, maker, the maker's number. */
const makerParts: readonly (readonly [item: string, maker: string, number: string])[] = [
  ['PIN-07', 'M11', 'DY-BR07'],
  ['HOUS-24', 'M01', 'LH-PBT24'],
  ['CABLE-05', 'M13', 'ML-FLRY-05'],
  ['SLEEVE-3', 'M13', 'ML-SL3'],
  ['RES-0603', 'M20', 'ZY-R0603'],
  ['CAP-1206', 'M20', 'ZY-C1206'],
  ['LAM-16', 'M07', 'QW-FR4-16'],
  ['SCREW-M3', 'M17', 'YH-M3X8'],
  ['SEAL-12', 'M18', 'CW-EP12'],
  ['STEEL-1', 'M11', 'DY-SUS1'],
  ['ALU-6063', 'M06', 'HZ-6063'],
  ['RESIN-PBT', 'M01', 'LH-PBT-GF30'],
  ['GLUE-2', 'M04', 'QS-EP2'],
  ['CLEAN-9', 'M03', 'WX-C9'],
  ['BOX-4', 'M05', 'LM-B4'],
  ['TRAY-2', 'M15', 'ST-T2'],
];

/** In the unit of the item; blank where nobody said. */
const stocks: readonly (readonly [item: string, inStock: string, onOrder: string])[] = [
  ['PIN-07', '182000', '60000'],
  ['CABLE-05', '41000', '25000'],
  ['SLEEVE-3', '9600', ''],
  ['RES-0603', '1250000', '400000'],
  ['RESIN-PBT', '3200', '1500'],
  ['USBC-2400', '5400', ''],
  ['HARN-110', '760', ''],
];

/** What customers buy, and by which numbers of their own; blank where nobody said. */
const bought: readonly (readonly [customer: string, item: string, number: string])[] = [
  ['Northlight Electronics', 'USBC-2400', 'NL-440017'],
  ['Northlight Electronics', 'PWR-30', 'NL-440102'],
  ['海川汽车', 'HARN-110', 'HC-51-20831'],
  ['海川汽车', 'SENS-8', ''],
  ['海川汽车', 'PWR-30', 'HC-51-20977'],
];

/**
 * What the company asks of each grade, by a habit that no standard fixes: which of the ten substances of RoHS a report must have
 * looked for is its own choice too. Everything named is asked anew only where a part changes; what is stated ages.
 */
const requirements: readonly {
  grade: string;
  disclosure: string;
  declarationMonths: string;
  reportMonths: string;
  lots: string;
  auditMonths: string;
  analytes: readonly string[];
}[] = [
  {
    ...{ grade: 'high', disclosure: 'full', declarationMonths: '', reportMonths: '12', auditMonths: '12' },
    lots: 'Every lot; after ten clean ones each third 每批；连续10批合格后每3批一次',
    analytes: ['Pb', 'Cd', 'Hg', 'Cr(VI)', 'PBB', 'PBDE', 'DEHP', 'BBP', 'DBP', 'DIBP'],
  },
  {
    ...{ grade: 'medium', disclosure: 'statement', declarationMonths: '24', reportMonths: '12', auditMonths: '24' },
    ...{ lots: 'One lot in ten, at least each quarter 每10批一次，每季度至少一次', analytes: [] },
  },
  {
    ...{ grade: 'low', disclosure: 'statement', declarationMonths: '24', reportMonths: '', auditMonths: '' },
    ...{ lots: 'A sample each half-year 每半年抽样一次', analytes: [] },
  },
];

const nameOf = (code: string) => materialSuppliers.find((one) => one.code === code)?.en ?? code;

const content = ([name, cas, share, exemption]: Line): Content => ({
  ...{
    name,
    cas,
    ec: null,
    knownAs: [],
    groups: [],
    amount: { share, entered: `${share}` },
    use: null,
    thresholds: [],
  },
  exemptions: exemption
    ? [{ list: { authority: 'EU', identity: '2011/65/EU Annex III', version: '2024' }, id: exemption, description: '' }]
    : [],
  intentionallyAdded: null,
});
const material = ([name, massMg, lines]: Made): Material => ({
  ...{ name, knownAs: [], classes: [], amount: { massMg, entered: `${massMg} mg` }, isArticle: null },
  contents: lines.map(content),
});
const product = ({ number, name, massMg, isFull, materials }: Part): DeclaredProduct => ({
  ...{ name, number, requesterNumber: null, revision: null, effectiveOn: null, massMg, alsoCovers: [], unit: 'each' },
  ...{ isArticle: true, isFullMaterial: isFull, statements: [], parts: [], contents: [] },
  ...{ exemptions: [], materialGroups: [], materials: materials.map(material) },
  compositionLists: [{ authority: 'IEC62474', identity: 'DSL', version: 'D29.00' }],
});
const person = (name: string) => ({ name, nameLocal: null, title: null, email: null, phone: null });

function xml({ supplier, document, issuedOn, parts }: (typeof declaredFiles)[number]): Uint8Array {
  const declaration: Declaration = {
    ...{ format: 'iec-62474', schemaVersion: iecEditionWritten, documentId: document, issuedOn, requestedOn: issuedOn },
    supplier: { name: nameOf(supplier), nameLocal: null, ids: [] },
    requester: { name: 'Meridian Precision', nameLocal: '子午精密', ids: [] },
    ...{ authorizer: person('SAMPLE'), contact: person('SAMPLE'), products: parts.map(product) },
  };
  return new TextEncoder().encode([...writeDeclaration(declaration)].join(''));
}

/** Declarations as files, those that are loaded and the one of the exercise. */
export const declarationFiles = (): Map<string, Uint8Array> =>
  new Map([
    ...declaredFiles.map((one): [string, Uint8Array] => [`declarations/${one.file}`, xml(one)]),
    [`exercises/${cableDeclaration.file}`, xml(cableDeclaration)],
  ]);

/** Tables of items, makers' parts and bills of materials. */
export const substanceTables: Record<string, Table> = {
  'items.csv': {
    heading: [
      'Item number',
      'Name (English)',
      'Name (Chinese)',
      'Class',
      'Control grade',
      'Counted in',
      'Mass of one (mg)',
    ],
    rows: items.map(([number, en, zh, itemClass, grade, massMg]) => [
      ...[number, en, zh, itemClass, grade],
      ...[massMg === '1000000' ? 'kg' : 'piece', massMg],
    ]),
  },
  'maker-parts.csv': {
    heading: ['Item', 'Maker', 'Maker’s part number', 'Approved from'],
    rows: makerParts.map(([item, maker, number]) => [item, maker, number, '2022-01-01']),
  },
  'boms.csv': {
    heading: ['Item', 'Revision', 'Valid from'],
    rows: boms.map(([parent]) => [parent, 'A', '2022-01-01']),
  },
  'grade-requirements.csv': {
    heading: [
      ...['Control grade', 'Valid from', 'Declaration required', 'Declaration at most so many months old'],
      ...['Laboratory reports required', 'Report at most so many months old', 'Screening of incoming lots'],
      ...['Supplier audited every so many months', 'Note'],
    ],
    rows: requirements.map((of) => [
      ...[of.grade, '2024-01-01', of.disclosure, of.declarationMonths, of.reportMonths === '' ? 'no' : 'yes'],
      ...[of.reportMonths, of.lots, of.auditMonths, 'Habit, no standard fixes it 行业惯例，无标准规定'],
    ]),
  },
  'grade-analytes.csv': {
    heading: ['Grade', 'Line', 'Analyte'],
    rows: requirements.flatMap(({ grade, analytes }) =>
      analytes.map((analyte, line) => [grade, String(line + 1), analyte]),
    ),
  },
  'stock.csv': {
    heading: ['Item', 'On', 'In stock', 'On order, not received'],
    rows: stocks.map(([item, inStock, onOrder]) => [item, '2024-06-30', inStock, onOrder]),
  },
  'certificates.csv': {
    heading: ['Maker’s part', 'Document', 'Form', 'Rule pack', 'Says', 'Issued on', 'Valid until'],
    rows: [
      ['WX-C9', 'WX-COC-2024-03', 'Certificate of conformity', 'rohs-eu', 'Nothing over a limit', '2024-03-11', ''],
      [
        'QS-EP2',
        'QS-SVHC-2023',
        'Supplier’s statement',
        'reach-candidate-list',
        'Nothing over a limit',
        '2023-06-30',
        '',
      ],
      ['QS-EP2', 'QS-COC-2024', 'Certificate of conformity', 'rohs-eu', 'Nothing over a limit', '2024-01-15', ''],
    ],
  },
  'customer-products.csv': {
    heading: ['Customer', 'Item', 'Customer’s number', 'Sold from'],
    rows: bought.map(([customer, item, number]) => [customer, item, number, '2023-01-01']),
  },
  'bom-parts.csv': {
    heading: ['Parent', 'Line', 'Part', 'Quantity in one'],
    rows: boms.flatMap(([parent, parts]) =>
      parts.map(([part, quantity], line) => [parent, String(line + 1), part, quantity]),
    ),
  },
};
