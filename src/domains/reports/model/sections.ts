// The sections of the half-yearly report, in the order in which it is printed.

export const sections = [
  'foreword',
  'how-to-promote',
  'zero-waste',
  'water',
  'substances',
  'chemicals',
  'green-factories',
  'green-supply-chain',
  'outlook',
] as const;
export type Section = (typeof sections)[number];

/** A fact of the period, a fact after it, or something promised with a due date. */
export const tenses = ['fact', 'later_fact', 'commitment'] as const;

/** The chapters and the sections under each; a chapter with one section of its own name has no section heading. */
export const chapters: readonly { number: string; id: string; sections: readonly Section[] }[] = [
  { number: '01', id: 'assist', sections: ['foreword'] },
  { number: '02', id: 'promote', sections: ['how-to-promote'] },
  { number: '03', id: 'resources', sections: ['zero-waste', 'water'] },
  { number: '04', id: 'chemical-safety', sections: ['substances', 'chemicals'] },
  { number: '05', id: 'supply-chains', sections: ['green-factories', 'green-supply-chain'] },
  { number: '06', id: 'continuous', sections: ['outlook'] },
];
