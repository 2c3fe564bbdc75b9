// What laboratories' reports of a maker's part say of its materials, in the terms in which it is judged; never more than was looked for.
// Methods by IEC 62321 and EN 14582 as standards.md 3.4 and 3.6 quote them, screening by 62321-3-1:2013: unverified.
import type { ArticleFact, TestFact } from '../model/facts.ts';
import type { TestMatrix, TestReport, TestResult } from '../model/test-report.ts';
import { ALL_PPM } from './engine/verdict-code.ts';
import { fluorineFinding } from './fluorine.ts';
import { elementShare } from './formula.ts';
import { readAnalyte } from './test-analyte.ts';
import { hexavalentChromiumOnMetal, type ScreenedElement, xrfScreening } from './xrf-screening.ts';

/** The table fails from its limit on; what is judged is over a limit only above it. */
const JUST_OVER = 1 + 1e-9;
const screened: readonly string[] = ['Cd', 'Pb', 'Hg', 'Br', 'Cr'] satisfies ScreenedElement[];
/**
 * How far the table's limits lie from 1,000 and 100 mg/kg: 700 and 1,300, 70 and 130; of a composite 500 and 1,500. The same
 * shares hold for limits of other laws, which the table does not name (GREENFAB-DEFAULT).
 */
const MARGIN = { one: 0.3, composite: 0.5 };
/** Bromine in what of PBB and PBDE has least of it: with one bromine in each molecule. */
const leastBromine = {
  'group:pbb': elementShare('C12H9Br', 'Br').low,
  'group:pbde': elementShare('C12H9BrO', 'Br').low,
};

/** What one result says of one analyte, in the sample: at least and at most, mg/kg. */
interface Said {
  analyte: string;
  lowPpm: number;
  highPpm: number;
  /** nobody can say yet: another method has to */
  isOpen: boolean;
  isScreening: boolean;
}

type Range = Pick<Said, 'lowPpm' | 'highPpm' | 'isOpen' | 'isScreening'>;

/**
 * What the total of an element says. Chromium is not Cr(VI), and no more of it than of chromium; bromine is not from flame
 * retardants and chlorine not from PVC by itself; fluorine below 50 mg/kg says nothing (practice 24, 27).
 */
function ofElement(element: string, range: Range): Said[] {
  const atMost = { ...range, lowPpm: 0 };
  if (element === 'Cr') return [{ analyte: 'group:chromium-vi', ...atMost }];
  if (element === 'Br')
    return [
      { analyte: 'group:bromine', ...range },
      { analyte: 'group:hbb-flame-retardants', ...atMost },
    ];
  if (element === 'Cl')
    return [
      { analyte: 'group:chlorine', ...range },
      { analyte: 'group:chlorinated-flame-retardants-pvc', ...atMost },
    ];
  if (element === 'F' && fluorineFinding(range.highPpm, null, null) === 'no_indication') return [];
  return [{ analyte: `element:${element}`, ...range }];
}

/** Whether the table of screening limits knows of it in that matrix. */
export const canScreen = (analyte: string, matrix: string): boolean =>
  matrix !== 'other' &&
  screened.includes(analyte.replace(/^element:/, '')) &&
  !(analyte === 'element:Br' && matrix === 'metal');

/** A screening sees five elements and no compound: phthalates it cannot find, and what it does not find clears none. */
function screening(element: string, result: TestResult, matrix: TestMatrix): Said[] {
  if (matrix === 'other' || !screened.includes(element)) return [];
  const [ppm, sigmaPpm] = [(result.notDetected ? result.detectionLimit : result.value) ?? 0, result.sigma ?? 0];
  const { outcome } = xrfScreening(element as ScreenedElement, matrix, {
    ...{ ppm, sigmaPpm, detectionPpm: result.detectionLimit ?? 0 },
  });
  if (outcome === 'not_applicable') return [];
  const margin = matrix === 'composite' ? MARGIN.composite : MARGIN.one;
  const low = result.notDetected ? 0 : Math.max(0, ppm - 3 * sigmaPpm) / (1 + margin);
  const range: Range = {
    lowPpm: outcome === 'fail' ? low * JUST_OVER : low,
    highPpm: Math.min(ALL_PPM, (ppm + 3 * sigmaPpm) / (1 - margin)),
    ...{ isOpen: outcome === 'inconclusive', isScreening: true },
  };
  const said = ofElement(element, range);
  if (element !== 'Br') return said;
  // Where the table lets bromine pass there is too little of it for PBB or PBDE over 1,000 mg/kg; else they are to be looked for.
  const compounds = Object.entries(leastBromine).map(([analyte, share]) => ({
    ...{ ...range, analyte, lowPpm: 0 },
    highPpm: outcome === 'pass' ? Math.min(ALL_PPM, (ppm + 3 * sigmaPpm) / share) : ALL_PPM,
  }));
  // Of bromine itself the table says nothing: that it is there is no reason to wait.
  return [...said.map((one) => ({ ...one, isOpen: false })), ...compounds];
}

/** µg/cm² tell whether there is Cr(VI), and not how many mg/kg: what is positive waits for somebody to say. */
function onCoating(result: TestResult): Said[] {
  const found = result.notDetected ? 'negative' : hexavalentChromiumOnMetal(result.value ?? 0);
  const isOpen = found !== 'negative';
  return [
    { ...{ analyte: 'group:chromium-vi', lowPpm: 0, highPpm: isOpen ? ALL_PPM : 0 }, isOpen, isScreening: false },
  ];
}

function saidOf(result: TestResult, matrix: TestMatrix): Said[] {
  const analyte = readAnalyte(result.analyte);
  if (analyte === null) return [];
  if (result.method === 'cr6_coating') return analyte === 'group:chromium-vi' ? onCoating(result) : [];
  if (result.unit !== 'mg/kg') return [];
  const [kind = '', name = ''] = analyte.split(':');
  if (result.method === 'xrf') return kind === 'element' ? screening(name, result, matrix) : [];
  const limit = result.notDetected ? result.detectionLimit : result.value;
  // What was not found, nobody says down to where, may be any amount.
  if (limit === null) return [];
  const range: Range = {
    ...{ lowPpm: result.notDetected ? 0 : limit, highPpm: limit, isOpen: false, isScreening: false },
  };
  return kind === 'element' ? ofElement(name, range) : [{ analyte, ...range }];
}

const same = (one: string | undefined, other: string) =>
  (one ?? '').normalize('NFKC').trim().toLowerCase() === other.normalize('NFKC').trim().toLowerCase();

interface Place {
  article: number;
  material: number;
}

/** The one material of the declaration that the sample is of; null where it is none of them, or could be several. */
function placeOf({ article, material, matrix }: TestReport, articles: readonly ArticleFact[]): Place | null {
  if (material === null || matrix === 'composite') return null;
  const places = articles.flatMap((one, nth) =>
    article === null || same(one.name, article)
      ? one.materials.flatMap(({ name }, at) => (same(name, material) ? [{ article: nth, material: at }] : []))
      : [],
  );
  return places.length === 1 ? (places[0] as Place) : null;
}

interface Found extends Said {
  report: TestReport;
  place: Place | null;
}

const isIn = (place: Place, found: Found) =>
  found.place?.article === place.article && found.place.material === place.material;

/**
 * What was screened has been looked at by a method that decides, in the same place, on the day of the screening or later; of
 * what is no one material, in the same sample or in each material.
 */
function isDecided(one: Found, all: readonly Found[], places: readonly Place[]): boolean {
  if (!one.isScreening) return false;
  const deciding = all.filter(
    ({ isScreening, analyte, report }) =>
      !isScreening && analyte === one.analyte && report.testedOn >= one.report.testedOn,
  );
  const { place } = one;
  if (place) return deciding.some((other) => isIn(place, other));
  if (deciding.some((other) => other.place === null && same(other.report.sample, one.report.sample))) return true;
  return one.isOpen && places.length > 0 && places.every((where) => deciding.some((other) => isIn(where, other)));
}

/**
 * Results of reports that count, as they are judged beside what the maker declares of the part. A sample that is none of its
 * materials proves what it holds at least, and clears nothing; so does a reading over several materials at once.
 */
export function testFacts(reports: readonly TestReport[], articles: readonly ArticleFact[]): TestFact[] {
  const all = reports.flatMap((report): Found[] => {
    const place = placeOf(report, articles);
    return report.results.flatMap((result) =>
      saidOf(result, report.matrix).map((said) => ({ ...said, report, place })),
    );
  });
  const places = articles.flatMap(({ materials }, article) => materials.map((_, material) => ({ article, material })));
  return all.flatMap((one): TestFact[] => {
    if (isDecided(one, all, places)) return [];
    const { analyte, lowPpm, highPpm, isOpen, isScreening, report, place } = one;
    const of = { analyte, report: report.id };
    // A screening leaves open whatever limit lies within what it saw, also where the table of another law's limits lets it pass.
    if (place) return [{ ...of, ...place, lowPpm, highPpm, inconclusive: isOpen || isScreening }];
    return lowPpm > 0 || isOpen ? [{ ...of, lowPpm, highPpm: ALL_PPM, inconclusive: isOpen }] : [];
  });
}
