// What the company buys and makes, of what, and what its suppliers declare: invented parts of real materials, so that every verdict occurs.
import type { Content, Declaration, DeclaredProduct, Material } from '#domains/substances/model/declaration.ts';
import { iecEditionWritten } from '#domains/substances/rules/formats/iec-62474-structure.ts';
import { writeDeclaration } from '#domains/substances/rules/formats/write-declaration.ts';
import type { Table } from './csv.ts';
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

type Line = readonly [name: string, cas: string, share: string, exemption?: string];
type Made = readonly [name: string, massMg: string, lines: readonly Line[]];
interface Part {
  number: string;
  name: string;
  massMg: string;
  isFull: boolean;
  materials: readonly Made[];
}

const brass: Made = [
  'Brass CuZn39Pb3',
  '41',
  [
    ['Copper', '7440-50-8', '0.58'],
    ['Zinc', '7440-66-6', '0.386'],
    ['Lead', '7439-92-1', '0.033', '6(c)'],
    ['Iron', '7439-89-6', '0.001'],
  ],
];
const tin: Made = ['Tin plating', '1', [['Tin', '7440-31-5', '1']]];

const files: readonly { file: string; supplier: string; document: string; issuedOn: string; parts: readonly Part[] }[] =
  [
    {
      ...{ file: 'M11-metal-parts.xml', supplier: 'M11', document: 'DY-2025-014', issuedOn: '2025-03-10' },
      parts: [
        { number: 'DY-BR07', name: 'Contact pin', massMg: '42', isFull: true, materials: [brass, tin] },
        {
          ...{ number: 'DY-SUS1', name: 'Steel strip', massMg: '1000000', isFull: true },
          materials: [
            [
              'Stainless steel 1.4301',
              '1000000',
              [
                ['Iron', '7439-89-6', '0.71'],
                ['Chromium', '7440-47-3', '0.19'],
                ['Nickel', '7440-02-0', '0.1'],
              ],
            ],
          ],
        },
      ],
    },
    {
      ...{ file: 'M01-resins.xml', supplier: 'M01', document: 'LH-MD-0231', issuedOn: '2025-01-22' },
      parts: [
        {
          ...{ number: 'LH-PBT24', name: 'Housing', massMg: '980', isFull: true },
          materials: [
            [
              'PBT-GF30 FR',
              '980',
              [
                ['Poly(butylene terephthalate)', '24968-12-5', '0.56'],
                ['Glass fibre', '65997-17-3', '0.3'],
                ['Brominated epoxy', '68928-70-1', '0.1'],
                ['Antimony trioxide', '1309-64-4', '0.04'],
              ],
            ],
          ],
        },
        {
          ...{ number: 'LH-PBT-GF30', name: 'Compound', massMg: '1000000', isFull: true },
          materials: [
            [
              'PBT-GF30',
              '1000000',
              [
                ['Poly(butylene terephthalate)', '24968-12-5', '0.69'],
                ['Glass fibre', '65997-17-3', '0.3'],
                ['Carbon black', '1333-86-4', '0.01'],
              ],
            ],
          ],
        },
      ],
    },
    {
      ...{ file: 'M13-sleeve.xml', supplier: 'M13', document: 'ML-2024-77', issuedOn: '2024-11-05' },
      parts: [
        {
          ...{ number: 'ML-SL3', name: 'Sleeve', massMg: '2100', isFull: true },
          materials: [
            [
              'PVC',
              '2100',
              [
                ['Poly(vinyl chloride)', '9002-86-2', '0.62'],
                ['Diisononyl phthalate', '28553-12-0', '0.25'],
                ['Calcium carbonate', '471-34-1', '0.1285'],
                ['Bis(2-ethylhexyl) phthalate', '117-81-7', '0.0015'],
              ],
            ],
          ],
        },
      ],
    },
    {
      ...{ file: 'M20-ceramics.xml', supplier: 'M20', document: 'ZY-PD-88', issuedOn: '2025-05-18' },
      parts: [
        {
          ...{ number: 'ZY-R0603', name: 'Chip resistor', massMg: '2.1', isFull: true },
          materials: [
            [
              'Alumina',
              '1.8',
              [
                ['Aluminium oxide', '1344-28-1', '0.96'],
                ['Silicon dioxide', '7631-86-9', '0.04'],
              ],
            ],
            [
              'Resistive glass',
              '0.2',
              [
                ['Lead monoxide', '1317-36-8', '0.35', '7(c)-I'],
                ['Silicon dioxide', '7631-86-9', '0.45'],
                ['Ruthenium dioxide', '12036-10-1', '0.2'],
              ],
            ],
            [
              'Termination',
              '0.1',
              [
                ['Tin', '7440-31-5', '0.7'],
                ['Nickel', '7440-02-0', '0.3'],
              ],
            ],
          ],
        },
        {
          ...{ number: 'ZY-C1206', name: 'Capacitor', massMg: '14', isFull: true },
          materials: [
            [
              'Ceramic',
              '12.2',
              [
                ['Barium titanate', '12047-27-7', '0.97'],
                ['Magnesium oxide', '1309-48-4', '0.03'],
              ],
            ],
            [
              'Electrodes',
              '1.8',
              [
                ['Nickel', '7440-02-0', '0.8'],
                ['Tin', '7440-31-5', '0.2'],
              ],
            ],
          ],
        },
      ],
    },
    {
      ...{ file: 'M07-laminates.xml', supplier: 'M07', document: 'QW-IMDS-5', issuedOn: '2024-08-30' },
      parts: [
        {
          ...{ number: 'QW-FR4-16', name: 'Laminate', massMg: '21500', isFull: false },
          materials: [
            ['Copper foil', '4300', [['Copper', '7440-50-8', '0.9999']]],
            [
              'Epoxy glass',
              '17200',
              [
                ['Glass fibre', '65997-17-3', '0.55'],
                ['Tetrabromobisphenol A', '79-94-7', '0.18'],
              ],
            ],
          ],
        },
      ],
    },
    {
      ...{ file: 'M17-fasteners.xml', supplier: 'M17', document: 'YH-2025-3', issuedOn: '2025-02-14' },
      parts: [
        {
          ...{ number: 'YH-M3X8', name: 'Screw', massMg: '610', isFull: true },
          materials: [
            [
              'Steel',
              '598',
              [
                ['Iron', '7439-89-6', '0.985'],
                ['Carbon', '7440-44-0', '0.004'],
                ['Manganese', '7439-96-5', '0.011'],
              ],
            ],
            ['Zinc', '11.5', [['Zinc', '7440-66-6', '1']]],
            [
              'Passivation, trivalent',
              '0.5',
              [
                ['Chromium(III) hydroxide', '1308-14-1', '0.6'],
                ['Zinc oxide', '1314-13-2', '0.4'],
              ],
            ],
          ],
        },
      ],
    },
    {
      ...{ file: 'M18-seals.xml', supplier: 'M18', document: 'CW-MD-12', issuedOn: '2025-06-02' },
      parts: [
        {
          ...{ number: 'CW-EP12', name: 'Seal', massMg: '830', isFull: true },
          materials: [
            [
              'EPDM',
              '830',
              [
                ['EPDM rubber', '25038-36-2', '0.52'],
                ['Carbon black', '1333-86-4', '0.33'],
                ['Zinc oxide', '1314-13-2', '0.03'],
                ['Paraffin oil', '8042-47-5', '0.1185'],
                ['Imidazolidine-2-thione', '96-45-7', '0.0015'],
              ],
            ],
          ],
        },
      ],
    },
    {
      ...{ file: 'M05-cartons.xml', supplier: 'M05', document: 'LM-PKG-4', issuedOn: '2025-04-01' },
      parts: [
        {
          ...{ number: 'LM-B4', name: 'Carton', massMg: '118000', isFull: true },
          materials: [
            [
              'Corrugated board',
              '118000',
              [
                ['Cellulose', '9004-34-6', '0.97'],
                ['Starch', '9005-25-8', '0.03'],
              ],
            ],
          ],
        },
      ],
    },
  ];

/** A supplier's file that is not loaded: what the manual's story of a declaration takes in. */
export const cableDeclaration = {
  ...{ file: 'M13-cable.xml', supplier: 'M13', document: 'ML-2026-09', issuedOn: '2026-05-12' },
  parts: [
    {
      ...{ number: 'ML-FLRY-05', name: 'Cable FLRY 0.5', massMg: '7600', isFull: true },
      materials: [
        ['Copper strand', '4400', [['Copper', '7440-50-8', '1']]],
        [
          'PVC insulation',
          '3200',
          [
            ['Poly(vinyl chloride)', '9002-86-2', '0.6'],
            ['Bis(2-ethylhexyl) phthalate', '117-81-7', '0.28'],
            ['Calcium carbonate', '471-34-1', '0.1'],
            ['Zinc stearate', '557-05-1', '0.02'],
          ],
        ],
      ],
    },
  ],
} as const;

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

function xml({ supplier, document, issuedOn, parts }: (typeof files)[number]): Uint8Array {
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
    ...files.map((one): [string, Uint8Array] => [`declarations/${one.file}`, xml(one)]),
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
  'bom-parts.csv': {
    heading: ['Parent', 'Line', 'Part', 'Quantity in one'],
    rows: boms.flatMap(([parent, parts]) =>
      parts.map(([part, quantity], line) => [parent, String(line + 1), part, quantity]),
    ),
  },
};
