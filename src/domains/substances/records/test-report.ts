// The record kind of laboratories' reports: which part and sample, by whom, until when it counts, and what was found.
import {
  type Check,
  code,
  date,
  decimal,
  flag,
  optional,
  type Problem,
  recordKind,
  ref,
  text,
  type Values,
} from '#platform/records/declare/kind.ts';
import { notAheadOfToday } from '#platform/records/declare/usual-checks.ts';
import { testMatrices, testMethods, testUnits } from '../model/test-report.ts';
import { FLUORINE_LIMIT_PPM } from '../rules/fluorine.ts';
import { readAnalyte } from '../rules/test-analyte.ts';
import { canScreen } from '../rules/test-facts.ts';

const daysInOrder: Check = ({ sampledOn, testedOn, until, voidOn }) => {
  const tested = testedOn as string;
  if (sampledOn !== null && tested < (sampledOn as string))
    return { field: 'testedOn', code: 'reported_before_sampled', level: 'error' };
  if ((until as string) < tested) return { field: 'until', code: 'ends_before_it_begins', level: 'error' };
  return voidOn !== null && (voidOn as string) < tested
    ? { field: 'voidOn', code: 'ends_before_it_begins', level: 'error' }
    : undefined;
};

const accredited: Check = ({ accreditation }) =>
  accreditation ? undefined : { field: 'accreditation', code: 'test_not_accredited', level: 'warning' };

/** A sample of several materials is of none of them; one of no material is told what that means for it. */
const sampleIsOfOneMaterial: Check = ({ matrix, material }) => {
  if (matrix === 'composite' && material)
    return { field: 'material', code: 'test_composite_has_material', level: 'error' };
  return matrix !== 'composite' && !material
    ? { field: 'material', code: 'test_material_unnamed', level: 'warning' }
    : undefined;
};

function valueProblem({
  method,
  notDetected,
  value,
  sigma,
  detectionLimit,
}: Values): Omit<Problem, 'line'> | undefined {
  if (notDetected && value !== null) return { field: 'value', code: 'test_not_detected_has_value', level: 'error' };
  if (!notDetected && value === null) return { field: 'value', code: 'test_value_missing', level: 'error' };
  if (method === 'xrf' && !notDetected && sigma === null)
    return { field: 'sigma', code: 'test_sigma_missing', level: 'error' };
  return notDetected && detectionLimit === null
    ? { field: 'detectionLimit', code: 'test_limit_missing', level: 'warning' }
    : undefined;
}

/** What of a result is wrong, or clears nothing whatever it is. */
function resultProblem(result: Values, matrix: string): Omit<Problem, 'line'> | undefined {
  const { method, unit, value, notDetected } = result;
  const given = { given: result.analyte as string };
  const analyte = readAnalyte(result.analyte as string);
  if (analyte === null) return { field: 'analyte', code: 'test_analyte_unknown', facts: given, level: 'error' };
  const ofCoating = method === 'cr6_coating';
  if (ofCoating !== (unit === 'ug/cm2') || (ofCoating && analyte !== 'group:chromium-vi'))
    return { field: 'unit', code: 'test_unit_wrong', level: 'error' };
  const ofValue = valueProblem(result);
  if (ofValue) return ofValue;
  if (method === 'xrf' && !canScreen(analyte, matrix))
    return { field: 'analyte', code: 'test_screening_blind', facts: given, level: 'warning' };
  return analyte === 'element:F' && (notDetected || Number(value) < FLUORINE_LIMIT_PPM)
    ? { field: 'value', code: 'test_fluorine_no_indication', level: 'warning' }
    : undefined;
}

const resultsCanBeRead: Check = ({ matrix }, lines) => {
  if (lines.length === 0) return { field: null, code: 'test_no_results', level: 'error' };
  const seen = new Set<string>();
  return lines.flatMap((line, nth): Problem[] => {
    const at = { line: nth + 1 };
    const key = `${line.method} ${readAnalyte(line.analyte as string) ?? line.analyte}`;
    const isTwice = seen.has(key);
    seen.add(key);
    if (isTwice) return [{ field: 'analyte', code: 'test_analyte_twice', level: 'error', ...at }];
    const problem = resultProblem(line, matrix as string);
    return problem ? [{ ...problem, ...at }] : [];
  });
};

/**
 * What a laboratory found in one sample of one maker's part. It counts for that part, or, where it names the grade of the
 * material that was tested, for every part of that maker and grade, from the day of the test to its last day; a change notice of the maker voids it.
 */
export const testReport = recordKind({
  kind: 'substances.test-report',
  version: 1,
  owner: 'group',
  calledBy: ['number'],
  fields: {
    makerPart: ref('substances.maker-part'),
    number: text({ max: 80 }),
    laboratory: text({ max: 200, prose: true }),
    accreditation: optional(text({ max: 60 })),
    grade: optional(text({ max: 80 })),
    sample: text({ max: 200, prose: true }),
    article: optional(text({ max: 200, prose: true })),
    material: optional(text({ max: 200, prose: true })),
    matrix: code(testMatrices, 'substances.test-matrix'),
    sampledOn: optional(date()),
    testedOn: date(),
    until: date(),
    voidOn: optional(date()),
    changeNotice: optional(text({ max: 120 })),
  },
  lines: {
    name: 'result',
    fields: {
      method: code(testMethods, 'substances.test-method'),
      analyte: text({ max: 80 }),
      notDetected: flag(),
      value: optional(decimal({ min: '0' })),
      unit: code(testUnits, 'substances.test-unit'),
      sigma: optional(decimal({ above: '0' })),
      detectionLimit: optional(decimal({ above: '0' })),
    },
  },
  check: [
    notAheadOfToday('testedOn', 'day_in_future'),
    daysInOrder,
    accredited,
    sampleIsOfOneMaterial,
    resultsCanBeRead,
  ],
  sameWhen: ['makerPart', 'number', 'sample'],
  review: 'one-step',
  evidence: 'every-record',
  list: ['makerPart', 'number', 'laboratory', 'sample', 'testedOn', 'until', 'voidOn'],
});
