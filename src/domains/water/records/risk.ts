// Water risk of a factory: what was said of its basin in a year, by which file and weights, and what is done about it.
import type { Check } from '#platform/records/declare/kind.ts';
import {
  code,
  codes,
  date,
  decimal,
  flag,
  integer,
  localText,
  optional,
  recordKind,
  ref,
  text,
  year,
} from '#platform/records/declare/kind.ts';
import { indicators } from '../model/aqueduct.ts';
import { basinFoundBy, datumNames, indicatorStates, stressAnswers, weightsChosen } from '../model/water-risk.ts';

const score = () => optional(decimal({ min: '0', max: '5' }));

/** A place is told whole, with its datum, or not at all. */
const wholePlace: Check = ({ foundThrough, longitude, latitude, datum }) =>
  foundThrough === 'place' && (longitude === null || latitude === null || datum === null)
    ? { field: 'longitude', code: 'missing', level: 'error' }
    : undefined;

/** Every indicator stands once: one that is left out is said to have no data. */
const allIndicators: Check = (_, lines) =>
  indicators.every((id) => lines.filter(({ indicator }) => indicator === id).length === 1)
    ? undefined
    : { field: null, code: 'risk_indicators_incomplete', level: 'error' };

/**
 * What an imported edition says of a factory's basin in a year. It is made by the button that looks the basin up; the
 * values are copied, so that a later edition changes nothing of what was assessed by this one.
 */
export const riskAssessment = recordKind({
  kind: 'water.risk-assessment',
  version: 1,
  owner: 'site',
  effective: 'year',
  calledBy: ['edition'],
  fields: {
    site: ref('factories.site'),
    year: year(),
    edition: text({ max: 200, prose: true }),
    fileSha256: text({ max: 64, pattern: /^[0-9a-f]{64}$/ }),
    synthetic: flag(),
    foundThrough: code(basinFoundBy, 'water.basin-found-by'),
    basin: optional(text({ max: 100, prose: true })),
    longitude: optional(decimal({ min: '-180', max: '180' })),
    latitude: optional(decimal({ min: '-90', max: '90' })),
    datum: optional(code(datumNames, 'factories.datum')),
    movedMetres: optional(decimal({ min: '0' })),
    borderMetres: optional(decimal({ min: '0' })),
    mayAlsoBe: optional(codes(null, 'water.basin')),
    scheme: code(weightsChosen, 'water.weights'),
    totalScore: score(),
    quantityScore: score(),
    qualityScore: score(),
    regulatoryScore: score(),
    weightKnown: decimal({ min: '0', max: '1' }),
    stressed: code(stressAnswers, 'water.stressed'),
    note: optional(text({ max: 500, prose: true })),
  },
  lines: {
    name: 'indicator',
    fields: {
      indicator: code(indicators, 'water.indicator'),
      state: code(indicatorStates, 'water.indicator-state'),
      raw: optional(decimal()),
      score: score(),
      category: optional(integer({ min: -1, max: 4 })),
      label: optional(text({ max: 100, prose: true })),
      weight: decimal({ min: '0' }),
    },
  },
  check: [wholePlace, allIndicators],
  sameWhen: ['site', 'year', 'fileSha256'],
  review: 'one-step',
  evidence: 'none',
  list: ['site', 'year', 'edition', 'basin', 'totalScore', 'stressed'],
});

/** What a factory does about one of its water risks: measures with who does them, by when. */
export const controlPlan = recordKind({
  kind: 'water.control-plan',
  version: 1,
  owner: 'site',
  calledBy: ['code', 'title'],
  fields: {
    site: ref('factories.site'),
    code: text({ max: 40 }),
    title: localText(),
    risk: code(indicators, 'water.indicator'),
    startsOn: date(),
    reason: optional(text({ max: 500, prose: true })),
  },
  lines: {
    name: 'measure',
    fields: {
      what: text({ max: 300, prose: true }),
      owner: text({ max: 100, prose: true }),
      due: date(),
      done: optional(date()),
    },
  },
  sameWhen: ['site', 'code'],
  review: 'none',
  evidence: 'none',
  list: ['site', 'code', 'title', 'risk', 'startsOn'],
});
