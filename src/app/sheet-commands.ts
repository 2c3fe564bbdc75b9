// The commands that write sheets: a government ledger, and the records of a kind as a list shows them.
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { wasteLedger } from '#domains/waste/cli/ledger.ts';
import { findScope } from '#platform/access/find-scope.ts';
import { systemActor } from '#platform/db/database.ts';
import { isLanguage } from '#platform/i18n/words.ts';
import { exportRows } from '#platform/intake/export.ts';
import { askedKind, askedPeriod } from '#platform/records/server/asked.ts';
import type { Command } from './command.ts';
import { flag, print, withInstallation } from './command.ts';
import { reportWorld } from './domain-routes.ts';
import { kinds, words } from './wiring.ts';

const ledger: Command = {
  name: 'waste ledger',
  usage: 'waste ledger LAYOUT --site CODE --period PERIOD --out FILE [--basis approved|shown] [--lang en|zh] [--json]',
  summary:
    'Write a government ledger of a factory and say what is missing. Exit 1 when it does not add up to the figures.',
  positionals: 1,
  flags: [
    { name: 'site', type: 'string' },
    { name: 'period', type: 'string' },
    { name: 'basis', type: 'string' },
    { name: 'out', type: 'string' },
  ],
  run: async ([layout = ''], values) => {
    const [site, period, out] = [flag(values, 'site'), flag(values, 'period'), flag(values, 'out')];
    const lang = flag(values, 'lang') ?? 'zh';
    const basis = flag(values, 'basis') ?? 'approved';
    if (!site || !period || !out || !isLanguage(lang) || (basis !== 'approved' && basis !== 'shown')) return 2;
    return withInstallation(values, async (installation) => {
      const written = await wasteLedger(reportWorld(installation), { layout, site, period, basis, lang, out });
      print(values, written, () =>
        [
          `${written.out}: ${written.sheets.map(({ id, rows }) => `${id} ${rows}`).join(', ')}`,
          written.agrees ? 'adds up to the figures' : 'DOES NOT ADD UP to the figures',
          ...written.missing.map((one) => `  ${one}`),
        ].join('\n'),
      );
      return written.agrees ? 0 : 1;
    });
  },
};

const exportKind: Command = {
  name: 'export',
  usage:
    'export KIND --out FILE [--scope SCOPE] [--period PERIOD] [--format xlsx|csv] [--basis approved|shown] [--lang en|zh] [--json]',
  summary: 'Write the records of a kind as a list shows them, headings in the language asked for.',
  positionals: 1,
  flags: [
    { name: 'scope', type: 'string' },
    { name: 'period', type: 'string' },
    { name: 'format', type: 'string' },
    { name: 'basis', type: 'string' },
    { name: 'out', type: 'string' },
  ],
  run: async ([kindId = ''], values) => {
    const [out, period] = [flag(values, 'out'), flag(values, 'period')];
    const lang = flag(values, 'lang') ?? 'en';
    const format = flag(values, 'format') ?? 'xlsx';
    const basis = flag(values, 'basis') ?? 'approved';
    if (!out || !isLanguage(lang) || (format !== 'xlsx' && format !== 'csv')) return 2;
    if (basis !== 'approved' && basis !== 'shown') return 2;
    return withInstallation(values, async ({ db, settings }) => {
      const kind = askedKind(kinds, kindId);
      const { from, before } = period ? askedPeriod(period) : { from: undefined, before: undefined };
      const operator = systemActor('operator');
      const which = basis === 'approved' ? ('counting' as const) : ('shown' as const);
      const asked = { scope: flag(values, 'scope') ?? 'group', ...(period ? { period } : {}), which };
      const question = await db.as(operator, async (tx) => {
        const scope = await findScope(tx, asked.scope);
        const inScope =
          kind.owner === 'site' && scope.type !== 'group'
            ? { also: sql<boolean>`t.${sql.ref(`${kind.site ?? 'site'}_id`)} = any(${scope.siteIds}::uuid[])` }
            : {};
        const filters = kind.effective && from && before ? [{ field: kind.effective, from, before }] : [];
        return { which, filters, ...inScope, limit: 1_000, offset: 0, sums: [] };
      });
      const list = new URLSearchParams(asked).toString();
      let [written, told] = [0, 0];
      const onProgress = (records: number) => {
        written = records;
        if (Date.now() - told < 1_000 || !process.stderr.isTTY) return;
        told = Date.now();
        process.stderr.write(`\r${records.toLocaleString(settings.language)}`);
      };
      const file = await exportRows({ db, kinds, words }, operator, {
        ...{ kind, question, list, format, language: lang, onProgress },
      });
      await pipeline(file.body as Readable, createWriteStream(out));
      if (told > 0) process.stderr.write('\r');
      print(values, { kind: kind.kind, out, records: written }, () => out);
      return 0;
    });
  },
};

export const sheetCommands: readonly Command[] = [ledger, exportKind];
