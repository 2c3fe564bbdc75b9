// What waste adds to an audit of its loads: the figure that they are drawn from, manifests and statements, government ledgers.
import type { Readable } from 'node:stream';
import { findScope } from '#platform/access/find-scope.ts';
import type { AuditContribution } from '#platform/audit/contribution.ts';
import { listRelated } from '../store/audit.ts';
import { ledgerFile } from './ledger-workbook.ts';
import { type LedgerWorld, layoutsInForce, readLedger, readLedgerLayouts } from './read-ledger.ts';

/** Factories whose ledgers go along: those of a sample are few, and each has one workbook a layout. */
const MOST_LEDGERS = 10;

/** The contribution. */
export function wasteAudit(world: LedgerWorld): AuditContribution {
  const layouts = readLedgerLayouts(world.packs);
  return {
    kind: 'waste.load',
    quantity: 'countingMassTonnes',
    figure: 'waste.shipped-mass',
    figures: [
      'waste.shipped-mass',
      'waste.conversion-rate',
      'waste.ul2799-diversion-rate',
      'waste.gri306-generated',
      'waste.gri306-diverted',
      'waste.gri306-disposed',
    ],
    related: listRelated,
    parts: async function* ({ actor, period, siteIds }) {
      for (const siteId of siteIds.slice(0, MOST_LEDGERS)) {
        const site = await world.db.as(actor, (tx) => findScope(tx, siteId));
        for (const layout of layoutsInForce(layouts, world.todayIn('Asia/Shanghai'))) {
          const reader = { actor, mayRead: () => true };
          const question = { site: siteId, period, basis: 'approved' as const, language: 'zh' as const };
          const { body } = ledgerFile(await readLedger(world, layout, reader, question), world.words);
          yield { name: `ledgers/${site.code}-${layout.edition}.xlsx`, text: body as Readable };
        }
      }
    },
  };
}
