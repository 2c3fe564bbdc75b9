// What the sample company's suppliers declare of their parts: invented parts of real materials, so that every verdict occurs.

export type Line = readonly [name: string, cas: string, share: string, exemption?: string];
export type Made = readonly [name: string, massMg: string, lines: readonly Line[]];
/** A maker's part with what it is made of. */
export interface Part {
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

/** Declarations as suppliers made them, a file each. */
export const declaredFiles: readonly {
  file: string;
  supplier: string;
  document: string;
  issuedOn: string;
  parts: readonly Part[];
}[] = [
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
