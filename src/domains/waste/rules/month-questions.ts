// What must a month be asked before it is submitted: what changed, stopped, looks guessed, or went where it may not go.
import type { CalendarDate } from '#period/calendar-date.ts';
import { type Citation, cite } from '#standards/cite.ts';
import {
  Exact,
  exact,
  exactText,
  type Share,
  scale,
  share,
  subtract,
  sum,
  type Tonnes,
  tonnes,
} from '#units/quantity.ts';
import type { MonthQuestion } from '../model/plan.ts';
import { type Licence, type LicenceFault, licenceFault } from './licence.ts';

/** What this rule cites; printed where the rule is explained. @public */
export const monthQuestionsCites: readonly Citation[] = [cite('GREENFAB-DEFAULT', 'questions about a month')];

/** From when on a month is asked. Each can be set, as limit `waste.question.<name>`. */
export interface QuestionThresholds {
  /** a change by more than this share of what was before */
  readonly changeShare: Share;
  /** a change of less than this is none, whatever its share */
  readonly leastMassTonnes: Tonnes;
  /** mass by output off the mean of the year before by more than this share */
  readonly outputShare: Share;
  /** this share of the weights of a stream in whole steps looks guessed */
  readonly roundedShare: Share;
  /** the step that no scale shows by itself */
  readonly roundedStepTonnes: Tonnes;
  /** so many loads are too few to tell */
  readonly roundedLoads: number;
  /** a stream that came in each of so many months before, and now is signed as none */
  readonly stoppedMonths: number;
}

export const defaultThresholds: QuestionThresholds = {
  changeShare: share('0.5'),
  leastMassTonnes: tonnes('1'),
  outputShare: share('0.5'),
  roundedShare: share('0.8'),
  roundedStepTonnes: tonnes('0.5'),
  roundedLoads: 3,
  stoppedMonths: 3,
};

/** A weighed load of the month. */
export interface LoadOfMonth {
  readonly vendorId: string;
  readonly departedOn: CalendarDate;
  readonly massTonnes: Tonnes;
}

/** A stream in the month that is asked about, and before. What was not recorded is null, what was signed as none is zero. */
export interface StreamMonth {
  readonly streamId: string;
  readonly hazardous: boolean;
  readonly nationalCode: string | null;
  readonly massTonnes: Tonnes | null;
  readonly lastYearMassTonnes: Tonnes | null;
  /** the months before, the last one first */
  readonly before: readonly { readonly massTonnes: Tonnes | null; readonly outputCny: string | null }[];
  readonly loads: readonly LoadOfMonth[];
}

/** A question with what it rests on; the heavier, the more mass hangs on it. */
export interface Question {
  readonly question: MonthQuestion;
  readonly streamId: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly weightTonnes: Tonnes;
}

/** At most so many are asked of one month. */
export const mostQuestions = 3;

interface Asked {
  readonly outputCny: string | null;
  readonly licences: ReadonlyMap<string, readonly Licence[]>;
  readonly thresholds: QuestionThresholds;
}

/** Every question about a month: first whether waste went where it may not go, then by the mass that hangs on it. */
export function monthQuestions(streams: readonly StreamMonth[], asked: Asked): Question[] {
  const found = streams.flatMap((stream) => [
    ...licenceQuestion(stream, asked),
    ...heaviest([
      ...change('change_on_last_month', stream, stream.before[0]?.massTonnes ?? null, asked),
      ...change('change_on_last_year', stream, stream.lastYearMassTonnes, asked),
      ...outlier(stream, asked),
    ]),
    ...stopped(stream, asked),
    ...rounded(stream, asked),
  ]);
  const first = ({ question }: Question) => (question === 'licence_not_valid' ? 0 : 1);
  return found.sort((a, b) => first(a) - first(b) || b.weightTonnes.comparedTo(a.weightTonnes));
}

/** One change has one cause: whoever explained it against last month is not asked again against last year. */
const heaviest = (questions: readonly Question[]): Question[] =>
  [...questions].sort((a, b) => b.weightTonnes.comparedTo(a.weightTonnes)).slice(0, 1);

/**
 * The questions that are put: at most three, of which the answered ones hold their places, so that an answer never brings
 * up the next question.
 */
export function putQuestions<One extends Pick<Question, 'question' | 'streamId'>>(
  all: readonly One[],
  isAnswered: (one: One) => boolean,
): { put: One[]; more: number } {
  const answered = new Set(all.filter(isAnswered));
  const open = all.filter((one) => !answered.has(one)).slice(0, Math.max(0, mostQuestions - answered.size));
  const put = all.filter((one) => answered.has(one) || open.includes(one));
  return { put, more: all.length - put.length };
}

function change(
  question: MonthQuestion,
  stream: StreamMonth,
  before: Tonnes | null,
  { thresholds }: Asked,
): Question[] {
  const now = stream.massTonnes;
  // What came from nothing or went to nothing is a stream that began or stopped, no change.
  if (!now || !before || now.isZero() || before.isZero()) return [];
  const difference = tonnes(subtract(now, before).abs());
  if (difference.lt(thresholds.leastMassTonnes) || difference.lte(scale(before, thresholds.changeShare))) return [];
  return [
    {
      question,
      streamId: stream.streamId,
      weightTonnes: difference,
      facts: {
        massTonnes: exactText(now),
        beforeMassTonnes: exactText(before),
        changeShare: exactText(new Exact(now).minus(before).div(before).toDecimalPlaces(4)),
      },
    },
  ];
}

function outlier(stream: StreamMonth, { outputCny, thresholds }: Asked): Question[] {
  const now = stream.massTonnes;
  const known = stream.before.filter(
    ({ massTonnes, outputCny: output }) => massTonnes && output !== null && exact(output).gt(0),
  );
  if (!now || now.isZero() || outputCny === null || known.length < 3) return [];
  const massBefore = sum(known.map(({ massTonnes }) => massTonnes as Tonnes));
  const outputBefore = known.reduce((total, one) => new Exact(total).plus(one.outputCny as string), exact(0));
  const expected = tonnes(new Exact(massBefore).div(outputBefore).times(outputCny).toDecimalPlaces(6));
  const off = tonnes(subtract(now, expected).abs());
  if (off.lt(thresholds.leastMassTonnes) || off.lte(scale(expected, thresholds.outputShare))) return [];
  return [
    {
      question: 'outlier_per_output',
      streamId: stream.streamId,
      weightTonnes: off,
      facts: { massTonnes: exactText(now), expectedMassTonnes: exactText(expected), months: known.length },
    },
  ];
}

function stopped(stream: StreamMonth, { thresholds }: Asked): Question[] {
  const before = stream.before.slice(0, thresholds.stoppedMonths);
  // Nothing recorded is missing, and asked for as such; only what was signed as none has stopped.
  if (!stream.massTonnes?.isZero() || before.length < thresholds.stoppedMonths) return [];
  const masses = before.flatMap(({ massTonnes }) => (massTonnes?.gt(0) ? [massTonnes] : []));
  if (masses.length < before.length) return [];
  const mean = tonnes(new Exact(sum(masses)).div(masses.length).toDecimalPlaces(6));
  return [
    {
      question: 'stream_stopped',
      streamId: stream.streamId,
      weightTonnes: mean,
      facts: { months: masses.length, meanMassTonnes: exactText(mean) },
    },
  ];
}

function rounded(stream: StreamMonth, { thresholds }: Asked): Question[] {
  const { loads } = stream;
  if (loads.length < thresholds.roundedLoads) return [];
  const round = loads.filter(({ massTonnes }) => massTonnes.mod(thresholds.roundedStepTonnes).isZero());
  if (new Exact(round.length).div(loads.length).lt(thresholds.roundedShare)) return [];
  return [
    {
      question: 'rounded_weights',
      streamId: stream.streamId,
      weightTonnes: sum(round.map(({ massTonnes }) => massTonnes)),
      facts: { rounded: round.length, loads: loads.length, stepTonnes: exactText(thresholds.roundedStepTonnes) },
    },
  ];
}

function licenceQuestion(stream: StreamMonth, { licences }: Asked): Question[] {
  if (!stream.hazardous || !stream.nationalCode) return [];
  const faults = stream.loads.flatMap((load) => {
    const fault = licenceFault(licences.get(load.vendorId) ?? [], stream.nationalCode as string, load.departedOn);
    return fault ? [{ load, fault }] : [];
  });
  const [first] = faults;
  if (!first) return [];
  return [
    {
      question: 'licence_not_valid',
      streamId: stream.streamId,
      weightTonnes: sum(faults.map(({ load }) => load.massTonnes)),
      facts: {
        vendorId: first.load.vendorId,
        on: first.load.departedOn,
        loads: faults.length,
        code: stream.nationalCode,
        why: first.fault satisfies LicenceFault,
      },
    },
  ];
}
