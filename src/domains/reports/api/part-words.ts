// What is a number within a figure called in words, and by which filters is the list of its records found?
import { hierarchyStepOf } from '#domains/waste/model/hierarchy.ts';
import { treatments } from '#domains/waste/model/treatment.ts';
import type { NumberOrigin } from '../model/report-number.ts';

type Say = (key: string, facts?: Readonly<Record<string, string | number>>) => string;

const extraWords: Readonly<Record<string, string>> = {
  'extra.nonThermalShare': 'reports.doc.part.nonThermal',
  'extra.claim.thermalShare': 'reports.doc.part.thermal',
  'extra.creditedShare': 'reports.doc.part.credited',
};

/** A dimension's value: `treatment=landfill`, `stream.hazardous=true`, `step=disposal`. */
function dimensionWords(text: string, say: Say): string {
  const [dimension = '', value = ''] = text.split('=');
  switch (dimension) {
    case 'treatment':
      return say(`waste.treatment.${value}`);
    case 'step':
      return say(`reports.doc.step.${value}`);
    case 'composition':
    case 'stream.composition':
      return say(`waste.composition.${value}`);
    case 'hazardous':
    case 'stream.hazardous':
      return say(`figure.flag.waste.stream.hazardous.${value}`);
    case 'stream.inUlScope':
      return say(`figure.flag.waste.stream.inUlScope.${value}`);
    case 'category':
      return say(`reports.doc.gri.category.${value}`);
    case 'line':
      return say(`water.gri-line.${value}`);
    case 'from':
      return say(`water.gri-line.from.${value}`);
    default:
      return '';
  }
}

/** A part of a figure in words: "Landfill", "share of Recycling", "factories with records". */
export function partWords(path: string, say: Say): string {
  if (extraWords[path]) return say(extraWords[path]);
  const [head = '', ...rest] = path.split('.');
  const tail = rest.join('.');
  if (head === 'inputs') return say(`figure.input.${tail}`);
  if (head === 'coverage') return say(`figure.part.coverage.${tail}`);
  if (head === 'sum') return dimensionWords(tail, say);
  if (head === 'share') return say('figure.part.shareOf', { part: dimensionWords(tail, say) });
  const [, line = '', field = ''] = /\[([^\]]*)\]\.(\w+)$/.exec(path) ?? [];
  const words = line
    .split(',')
    .map((one) => dimensionWords(one, say))
    .filter(Boolean);
  if (path.startsWith('extra.stressedLines')) words.push(say(`reports.doc.water.stressed.${field}`));
  if (/^(non)?[hH]azardousMassTonnes$/.test(field)) words.push(say(`figure.input.${field}`));
  return words.join(', ') || path;
}

/** The title of a number: what its figure is, and what of it. */
export function titleOf(origin: NumberOrigin, title: string, say: Say): string {
  switch (origin.of) {
    case 'figure':
      return title;
    case 'part':
      return say('figure.part.of', { title, part: partWords(origin.path, say) });
    case 'change':
      return say(`figure.part.change.${origin.comparison}`, { title });
    case 'like-for-like':
      return say(`figure.part.like-for-like.${origin.number}`, { title });
    case 'forecast':
      return say('figure.part.forecast', { title });
    case 'on-base':
      return say(`figure.part.on-base.${origin.number}`, { title });
    case 'boundary':
      return say(`figure.part.boundary.${origin.count}`);
    case 'step':
      return say('figure.part.step', { title });
  }
}

/** The values of the record's own fields that a part is the sum of; empty where it is not such a sum. */
export function filtersOf(origin: NumberOrigin): Record<string, readonly string[]> {
  if (origin.of !== 'part') return {};
  const [, dimension, value] = /^(?:sum|share)\.(treatment|step)=(\w+)$/.exec(origin.path) ?? [];
  if (!dimension || !value) return {};
  return {
    treatment: dimension === 'treatment' ? [value] : treatments.filter((one) => hierarchyStepOf(one) === value),
  };
}
