// What an auditor is given: the population behind a figure, the sample drawn of it, its papers, and where the history stands.
import { createHash } from 'node:crypto';
import { type Period, printPeriod } from '#period/period.ts';
import { type FoundScope, findScope } from '#platform/access/find-scope.ts';
import type { Session } from '#platform/access/session.ts';
import type { EvidenceStore } from '#platform/evidence/store.ts';
import type { Block } from '#platform/history/chain.ts';
import { findHead, seal } from '#platform/history/seal.ts';
import { behindFigure } from '#platform/kpi/drill.ts';
import type { Figure } from '#platform/kpi/ledger.ts';
import type { Kinds } from '#platform/records/server/refs.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { exactText, sum } from '#units/quantity.ts';
import { drawSample, type SampleHow } from '../rules/audit-sample.ts';
import { type AuditedLoad, type AuditedPaper, listAuditedLoads, listAuditedPapers } from '../store/audit.ts';
import type { LedgerWorld } from './read-ledger.ts';

/** What an audit needs of the installation. */
export interface AuditWorld extends LedgerWorld {
  kinds: Kinds;
  evidence: EvidenceStore;
}

/** What is asked for. */
export interface AuditQuestion {
  scope: string;
  period: Period;
  how: SampleHow;
}

/** The population, the sample and all that speaks for it. */
export interface Audit {
  scope: FoundScope;
  question: AuditQuestion;
  /** of the population: how many loads that count, of which mass in tonnes */
  population: { count: number; massTonnes: string };
  sample: readonly AuditedLoad[];
  papers: readonly AuditedPaper[];
  /** the figures of the scope and period, that of the population first */
  figures: readonly Figure[];
  /** the newest block of the history's chain */
  head: Block | undefined;
}

/** The figure whose records are drawn from, and those that rest on the same records. */
const auditedKpis = [
  'waste.shipped-mass',
  'waste.conversion-rate',
  'waste.ul2799-diversion-rate',
  'waste.gri306-generated',
  'waste.gri306-diverted',
  'waste.gri306-disposed',
] as const;
const auditedKind = 'waste.load';

/** SHA-256 of a text, in hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Draws the sample. Whoever asks must be able to read everything in the scope: a sample of half of it proves nothing.
 * @throws Refused `unknown_scope`, `not_allowed`, `not_found` while there is no figure
 */
export async function readAudit(world: AuditWorld, session: Session, question: AuditQuestion): Promise<Audit> {
  const { actor } = session;
  const scope = await world.db.as(actor, (tx) => findScope(tx, question.scope));
  if (!(['records.read', 'history.read', 'evidence.read'] as const).every((action) => session.may(action, scope.id)))
    throw new Refused('not_allowed');
  await seal(world.db);
  const period = printPeriod(question.period);
  const figures = await world.figures.ask(
    auditedKpis.map((kpi) => ({ kpi, scopeId: scope.id, period, basis: 'approved' as const })),
    actor,
  );
  const [first] = figures;
  const kind = world.kinds.get(auditedKind);
  if (!first || !kind) throw new Refused('not_found');
  return world.db.as(actor, async (tx) => {
    const behind = await behindFigure(tx, world.kinds, world.kpis, world.figures, kind, first.id);
    if (!behind) throw new Refused('not_found');
    const population = await listAuditedLoads(tx, behind.condition);
    const sample = drawSample(population, question.how, sha256);
    return {
      scope,
      question,
      population: {
        count: population.length,
        massTonnes: exactText(sum(population.map(({ massTonnes }) => massTonnes))),
      },
      sample,
      papers: await listAuditedPapers(
        tx,
        sample.map(({ id }) => id),
      ),
      figures: figures.flatMap((figure) => figure ?? []),
      head: await findHead(tx),
    };
  });
}
