// The command of ledgers: one layout of one factory and period as a workbook, with what is missing for it.
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { printPeriod } from '#period/period.ts';
import { systemActor } from '#platform/db/database.ts';
import type { Language } from '#platform/i18n/words.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { gapSentence } from '../api/ledger-words.ts';
import { ledgerFile } from '../api/ledger-workbook.ts';
import { askedLayout, type LedgerWorld, readLedger, readLedgerLayouts } from '../api/read-ledger.ts';
import type { LedgerCheck } from '../rules/ledger.ts';
import type { LedgerBasis } from '../store/ledger-facts.ts';

/** What was written. */
export interface WrittenLedger {
  layout: string;
  verified: boolean;
  site: string;
  period: string;
  basis: LedgerBasis;
  out: string;
  sheets: { id: string; rows: number }[];
  checks: readonly LedgerCheck[];
  /** every sheet adds up to its figure */
  agrees: boolean;
  missing: string[];
}

/**
 * `greenfab waste ledger`: exit 0 when every sheet adds up to its figure, else 1.
 * @throws Refused `not_found`, `unknown_scope`, `wrong_input`, `wrong_period`
 */
export async function wasteLedger(
  world: LedgerWorld,
  asked: { layout: string; site: string; period: string; basis: LedgerBasis; lang: Language; out: string },
): Promise<WrittenLedger> {
  const layout = askedLayout(readLedgerLayouts(world.packs), asked.layout);
  const period = askedPeriod(asked.period);
  const site = asked.site.includes(':') ? asked.site : `site:${asked.site}`;
  await world.figures.settle();
  const read = await readLedger(
    world,
    layout,
    { actor: systemActor('operator'), mayRead: () => true },
    { site, period, basis: asked.basis, language: asked.lang },
  );
  await pipeline(ledgerFile(read, world.words).body as Readable, createWriteStream(asked.out));
  const { ledger } = read;
  const title = (id: string) => ledger.sheets.find(({ sheet }) => sheet.id === id)?.sheet.title[asked.lang] ?? id;
  return {
    layout: layout.edition,
    verified: layout.verified,
    site: read.site.code,
    period: printPeriod(period),
    basis: asked.basis,
    out: asked.out,
    sheets: ledger.sheets.map(({ sheet, rows }) => ({ id: sheet.id, rows: rows.length })),
    checks: ledger.checks,
    agrees: ledger.checks.every(({ agrees }) => agrees),
    missing: ledger.gaps.map((gap) => gapSentence(gap, world.words, asked.lang, title)),
  };
}
