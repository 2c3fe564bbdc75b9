// The living report: assembled of the ledger's figures for one reader, kept until something in it changes.
import { type Period, printPeriod } from '#period/period.ts';
import type { Actor } from '#platform/db/database.ts';
import { systemActor } from '#platform/db/database.ts';
import type { Language } from '#platform/i18n/words.ts';
import { type KeptAnswers, keepAnswers } from '#platform/kpi/kept-answers.ts';
import type { Basis } from '#platform/kpi/ledger.ts';
import type { ReportDocument } from '../model/document.ts';
import { listEditions } from '../store/editions.ts';
import { listRestatements } from '../store/restatements.ts';
import { assemble, keysFor } from './assemble.ts';
import { type EditionLine, editionLine } from './edition-lines.ts';
import { liveIds } from './number-ids.ts';
import { readSources, standingOfSources } from './report-sources.ts';
import { type ReportWorld, restatableKinds } from './world.ts';

/** What is asked of the living report. */
export interface LivingQuestion {
  period: Period;
  basis: Basis;
  language: Language;
}

/** The living report and the editions beside it. */
export interface LivingReport {
  document: ReportDocument;
  period: string;
  editions: EditionLine[];
}

/** Assembles the living report now. */
export async function readLivingReport(world: ReportWorld, reader: Actor, { period, basis, language }: LivingQuestion) {
  const sources = await world.db.as(reader, (tx) => readSources(tx, world, period));
  const figures = await world.figures.ask(keysFor(world, sources, period, basis, reader), reader);
  const { document } = assemble(world, sources, figures, {
    period,
    basis,
    language,
    ids: liveIds(world.url),
    edition: null,
    releasedOn: null,
  });
  return { document, figures };
}

/** Editions with what was restated since, for everybody who may read the report: the list names no record of a factory. */
export async function listEditionLines(world: ReportWorld): Promise<EditionLine[]> {
  return world.db.as(systemActor('figures'), async (tx) => {
    const editions = await listEditions(tx);
    if (editions.length === 0) return [];
    const restated = await listRestatements(tx, restatableKinds(world));
    return editions.map((edition) =>
      editionLine(
        edition,
        restated.filter(({ editionId }) => editionId === edition.id),
      ),
    );
  });
}

/** Keeps living reports, so that a page that has not changed is not assembled again. */
export const keepLivingReports = (world: ReportWorld): KeptAnswers =>
  keepAnswers(world.db, { standing: standingOfSources(world) });

/** The living report as JSON text, without the closing brace: the reader's own rights are added behind it. */
export function livingReportJson(
  world: ReportWorld,
  kept: KeptAnswers,
  reader: Actor,
  question: LivingQuestion,
): Promise<string> {
  const period = printPeriod(question.period);
  return kept.jsonFor(reader, `report ${period} ${question.basis} ${question.language}`, async () => {
    const { document, figures } = await readLivingReport(world, reader, question);
    const body: LivingReport = { document, period, editions: await listEditionLines(world) };
    return { body, figures };
  });
}
