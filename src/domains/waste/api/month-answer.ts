// What a month needs, made of what is recorded: what is expected and how it stands, questions, statements, estimates.
import { type Month, shiftMonth } from '#period/calendar-date.ts';
import { type Dictionary, type Language, word } from '#platform/i18n/words.ts';
import { Exact, exactText, kilograms, sum, type Tonnes, tonnes } from '#units/quantity.ts';
import { showFigure, unitOfName } from '#units/show-figure.ts';
import type {
  AskedQuestion,
  ExpectedStream,
  StatementOfMonth,
  StreamEstimates,
  TrueUp,
  UnplannedStream,
  VendorWithoutStatement,
  WasteMonth,
} from '../model/month.ts';
import { dueDate } from '../rules/due-date.ts';
import { type Before, estimatesFrom } from '../rules/estimate.ts';
import { countStates, dueWith, linesOf, stateOf } from '../rules/expected-data.ts';
import { coverLine } from '../rules/match-statement.ts';
import { monthQuestions, putQuestions, type Question, type StreamMonth } from '../rules/month-questions.ts';
import type { StreamFacts } from '../store/month.ts';
import { type ExpectedRead, type MonthRead, massIn, monthsBefore, thresholdsOf, toleranceOf } from './read-month.ts';

/** Whose language an answer speaks. */
export interface Speaks {
  words: Dictionary;
  language: Language;
}

/** A stream by name; one that the reader cannot see stands as its id. */
const named = (read: ExpectedRead, streamId: string) => {
  const { code, name, hazardous } = read.streams.get(streamId) ?? {
    code: streamId,
    name: { en: streamId, zh: streamId },
    hazardous: false,
  };
  return { streamId, code, name, hazardous };
};
const vendorNamed = (read: MonthRead, vendorId: string) =>
  read.vendors.get(vendorId)?.name ?? { en: vendorId, zh: vendorId };

/** Every line of the plan in this month and how it stands. */
export function expectedOf(read: ExpectedRead): { expected: ExpectedStream[]; holidaysKnown: boolean } {
  let holidaysKnown = true;
  const expected = linesOf(read.plan, read.month, read.site).map((line): ExpectedStream => {
    const due = dueWith(line, read.month, read.site);
    const dueOn = due ? dueDate(read.month, line.dueDay, read.calendar) : null;
    if (dueOn && !dueOn.holidaysKnown) holidaysKnown = false;
    const first = due?.first ?? read.month;
    const sums = read.sums.filter(
      ({ streamId, what, month }) =>
        streamId === line.streamId && what === line.what && first <= month && month <= read.month,
    );
    const count = (of: 'actual' | 'estimated' | 'approved') => sums.reduce((total, one) => total + one[of], 0);
    const nil = read.nil.some(({ streamId, month }) => streamId === line.streamId && month === read.month);
    const state = stateOf(
      { actual: count('actual'), estimated: count('estimated'), nil },
      { month: read.month, dueOn: dueOn?.on ?? null, today: read.today },
    );
    const mass = sum(sums.flatMap((one) => [tonnes(one.actualMassTonnes), tonnes(one.estimatedMassTonnes)]));
    return {
      ...named(read, line.streamId),
      what: line.what,
      frequency: line.frequency,
      dueOn: dueOn?.on ?? null,
      state,
      records: count('actual') + count('estimated'),
      approved: count('approved'),
      massTonnes: sums.length > 0 ? exactText(mass) : state === 'nil' ? '0' : null,
    };
  });
  return {
    expected: expected.sort((a, b) => a.code.localeCompare(b.code) || a.what.localeCompare(b.what)),
    holidaysKnown,
  };
}

function unplannedOf(read: MonthRead, expected: readonly ExpectedStream[]): UnplannedStream[] {
  const planned = new Set(expected.filter(({ what }) => what === 'load').map(({ streamId }) => streamId));
  return read.sums
    .filter(({ month, what, streamId }) => month === read.month && what === 'load' && !planned.has(streamId))
    .map((one) => ({
      ...named(read, one.streamId),
      records: one.actual + one.estimated,
      massTonnes: exactText(sum([tonnes(one.actualMassTonnes), tonnes(one.estimatedMassTonnes)])),
    }))
    .sort((a, b) => a.code.localeCompare(b.code));
}

/** Every stream that the month or its past knows, as the questions want it. */
function streamMonthsOf(read: MonthRead): StreamMonth[] {
  const ids = new Set([...read.sums.map(({ streamId }) => streamId), ...read.nil.map(({ streamId }) => streamId)]);
  const before = monthsBefore(read.month);
  return [...ids].sort().map((streamId) => {
    const facts: StreamFacts | undefined = read.streams.get(streamId);
    return {
      streamId,
      hazardous: facts?.hazardous ?? false,
      nationalCode: facts?.nationalCode ?? null,
      massTonnes: massIn(read, streamId, read.month),
      lastYearMassTonnes: massIn(read, streamId, shiftMonth(read.month, -12)),
      before: before.map((month) => ({
        massTonnes: massIn(read, streamId, month),
        outputCny: read.activity.get(month)?.outputCny ?? null,
      })),
      loads: read.loads
        .filter((load) => load.streamId === streamId && !load.estimate)
        .map((load) => ({
          vendorId: load.vendorId,
          departedOn: load.departedOn,
          massTonnes: tonnes(load.countingMassTonnes),
        })),
    };
  });
}

/** The questions about the month that are put, each with its answer where there is one, and how many more there are. */
export function questionsOf(read: MonthRead, speaks: Speaks): { questions: AskedQuestion[]; moreQuestions: number } {
  const all = monthQuestions(streamMonthsOf(read), {
    outputCny: read.activity.get(read.month)?.outputCny ?? null,
    licences: new Map([...read.vendors].map(([id, { licences }]) => [id, licences])),
    thresholds: thresholdsOf(read.limits),
  });
  const answerTo = ({ question, streamId }: Question) =>
    read.explanations.find((one) => one.question === question && one.streamId === streamId);
  const { put, more } = putQuestions(all, (one) => answerTo(one) !== undefined);
  const questions = put.map((one): AskedQuestion => {
    const answer = answerTo(one);
    const { streamId, code, name } = named(read, one.streamId);
    const { question, facts } = one;
    return {
      ...{ question, streamId, code, name, facts },
      words: inWords(read, one, speaks),
      explanation: answer ? { recordId: answer.id, text: answer.text } : null,
    };
  });
  return { questions, moreQuestions: more };
}

/** A question as it is put to a person: facts by their unit, names in his language. */
function inWords(read: MonthRead, { question, streamId, facts }: Question, { words, language }: Speaks): string {
  const shown: Record<string, string | number> = { stream: named(read, streamId).name[language] };
  for (const [key, value] of Object.entries(facts)) {
    const unit = unitOfName(key);
    if (key === 'vendorId') shown.vendor = vendorNamed(read, String(value))[language];
    else if (key === 'why') shown.why = word(words, language, `waste.licence-fault.${value}`);
    else if (key === 'changeShare') shown[key] = showFigure(String(value), 'relative', language);
    else shown[key] = unit ? showFigure(String(value), unit, language) : value;
  }
  return word(words, language, `waste.month-question.${question}|asks`, shown);
}

function statementsOf(read: MonthRead): StatementOfMonth[] {
  const tolerance = toleranceOf(read);
  const taken = new Set<string>();
  return read.statements.map((statement) => {
    const lines = statement.lines.map((line) => {
      const loads = read.loads
        .filter(
          (load) =>
            load.vendorId === statement.vendorId &&
            load.streamId === line.streamId &&
            !load.estimate &&
            !taken.has(load.id),
        )
        .map(({ id, countingMassTonnes }) => ({ id, massTonnes: tonnes(countingMassTonnes) }));
      const covered = coverLine(tonnes(line.massTonnes), loads, tolerance);
      if (covered.agrees) for (const id of covered.loadIds) taken.add(id);
      const { streamId, code, name } = named(read, line.streamId);
      return {
        ...{ streamId, code, name },
        statedMassTonnes: line.massTonnes,
        statedLoads: line.loads,
        loadIds: covered.loadIds,
        loadsMassTonnes: exactText(covered.loadsMassTonnes),
        agrees: covered.agrees,
        differenceMassTonnes: exactText(covered.differenceMassTonnes),
      };
    });
    return {
      id: statement.id,
      vendorId: statement.vendorId,
      vendor: vendorNamed(read, statement.vendorId),
      number: statement.number,
      lines,
      agrees: lines.length > 0 && lines.every(({ agrees }) => agrees),
      hasFile: statement.hasFile,
    };
  });
}

function vendorsWithoutStatement(read: MonthRead): VendorWithoutStatement[] {
  const having = new Set(read.statements.map(({ vendorId }) => vendorId));
  const masses = new Map<string, Tonnes[]>();
  for (const { vendorId, countingMassTonnes, estimate } of read.loads)
    if (!estimate && !having.has(vendorId))
      masses.set(vendorId, [...(masses.get(vendorId) ?? []), tonnes(countingMassTonnes)]);
  return [...masses].map(([vendorId, loads]) => ({
    vendorId,
    vendor: vendorNamed(read, vendorId),
    loads: loads.length,
    massTonnes: exactText(sum(loads)),
  }));
}

/** What the methods of estimating know of a stream before this month. */
export function beforeOf(read: MonthRead, streamId: string): Before {
  const lastYear = shiftMonth(read.month, -12);
  const activityOf = (month: Month) => read.activity.get(month);
  const factor = read.limits['waste.estimate.kilograms-per-head'];
  return {
    lastYear: { massTonnes: massIn(read, streamId, lastYear), outputCny: activityOf(lastYear)?.outputCny ?? null },
    outputCny: activityOf(read.month)?.outputCny ?? null,
    months: monthsBefore(read.month).map((month) => ({
      massTonnes: massIn(read, streamId, month),
      headCount: activityOf(month)?.headCount ?? null,
    })),
    headCount: activityOf(read.month)?.headCount ?? null,
    ...(factor ? { kilogramsPerHead: kilograms(factor) } : {}),
  };
}

function estimatesOf(read: MonthRead, expected: readonly ExpectedStream[]): StreamEstimates[] {
  return expected
    .filter(({ what, state }) => what === 'load' && (state === 'missing' || state === 'late'))
    .map(({ streamId }) => {
      const route = read.routes.find((one) => one.streamId === streamId);
      const by = { treatment: route?.treatment ?? null, vendorId: route?.vendorId ?? null };
      return {
        streamId,
        proposals: [
          ...estimatesFrom(beforeOf(read, streamId)).map(({ method, massTonnes, inputs }) => ({
            ...{ method, massTonnes: exactText(massTonnes), inputs },
            ...by,
          })),
          // Bins and density are known to who stands before them.
          { method: 'bins' as const, massTonnes: null, inputs: {}, ...by },
        ],
      };
    });
}

/** Streams of which estimates stand beside actual loads. */
export function trueUpsOf(read: MonthRead): TrueUp[] {
  return read.sums
    .filter(
      ({ month, what, actual, estimated }) => month === read.month && what === 'load' && actual > 0 && estimated > 0,
    )
    .map((one) => ({
      streamId: one.streamId,
      estimateIds: read.loads.filter((load) => load.streamId === one.streamId && load.estimate).map(({ id }) => id),
      estimatedMassTonnes: one.estimatedMassTonnes,
      actualMassTonnes: one.actualMassTonnes,
    }));
}

/** The whole answer. */
export function monthAnswer(read: MonthRead, speaks: Speaks): WasteMonth {
  const { expected, holidaysKnown } = expectedOf(read);
  const counts = countStates(expected);
  const all = sum(read.loads.map(({ countingMassTonnes }) => tonnes(countingMassTonnes)));
  const estimated = sum(
    read.loads.filter(({ estimate }) => estimate).map(({ countingMassTonnes }) => tonnes(countingMassTonnes)),
  );
  const { site } = read;
  return {
    site: { id: site.id, code: site.code, name: site.name },
    month: read.month,
    expected,
    unplanned: unplannedOf(read, expected),
    counts,
    ...questionsOf(read, speaks),
    statements: statementsOf(read),
    vendorsWithoutStatement: vendorsWithoutStatement(read),
    estimates: estimatesOf(read, expected),
    trueUps: trueUpsOf(read),
    disputes: read.disputes,
    open: read.open,
    closed: read.closed,
    holidaysKnown,
    coverage: {
      counts,
      estimatedMassShare: all.isZero() ? null : exactText(new Exact(estimated).div(all)),
    },
  };
}
