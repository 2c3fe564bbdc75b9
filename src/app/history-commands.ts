// The commands of the history: whether it holds, here or in an export, and a copy to take along.
import { createWriteStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { findScope } from '#platform/access/find-scope.ts';
import { systemActor } from '#platform/db/database.ts';
import { type ExportProgress, verifyScript } from '#platform/history/export.ts';
import { historyFile } from '#platform/history/export-file.ts';
import { seal } from '#platform/history/seal.ts';
import { verifyHistory } from '#platform/history/verify.ts';
import { askedPeriod } from '#platform/records/server/asked.ts';
import { type Command, flag, print, say, settingsOf, withInstallation } from './command.ts';
import type { Installation } from './installation.ts';
import { kinds, words } from './wiring.ts';

const operator = systemActor('operator');

/** Writes how far an export is onto the terminal, at most once a second. */
export function tellProgress(): (progress: ExportProgress) => void {
  let told = 0;
  return ({ done, total }) => {
    if (!process.stderr.isTTY || (Date.now() - told < 1_000 && done < total)) return;
    told = Date.now();
    process.stderr.write(`\r${done.toLocaleString('en')} / ${total.toLocaleString('en')}${done < total ? '' : '\n'}`);
  };
}

/** What an export needs of an installation. */
export const exportWorld = ({ db, evidence, settings }: Installation) => ({
  db,
  kinds,
  words,
  evidence,
  home: settings.home,
});

/** What the stand-alone script finds in an export: run from its own file, so that both say the same. */
async function verifyCopy(path: string, values: Parameters<Command['run']>[1]): Promise<number> {
  const { home, language } = settingsOf(values);
  const { verifyExport, inWords } = (await import(pathToFileURL(verifyScript(home)).href)) as {
    verifyExport(path: string, options: { head?: string }): Promise<{ ok: boolean }>;
    inWords(verdict: unknown, language: string): string;
  };
  const head = flag(values, 'head');
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) return 2;
  try {
    const verdict = await verifyExport(path, head === undefined ? {} : { head });
    print(values, verdict, () => inWords(verdict, language));
    return verdict.ok ? 0 : 1;
  } catch (error) {
    say(`${path}: ${(error as Error).message}`);
    return 2;
  }
}

const verify: Command = {
  name: 'history verify',
  usage: 'history verify [EXPORT] [--head HASH] [--json]',
  summary:
    'Check the chained history, its entries, revisions and their content against each other; of an EXPORT (a ZIP or folder) what it holds. Exit 1 when it does not hold.',
  positionals: [0, 1],
  flags: [{ name: 'head', type: 'string' }],
  run: async ([copy], values) =>
    copy !== undefined
      ? verifyCopy(copy, values)
      : withInstallation(values, async (installation) => {
          await seal(installation.db);
          const verification = await verifyHistory(installation.db, kinds);
          print(
            values,
            verification,
            () =>
              `${verification.ok ? 'holds' : 'DOES NOT HOLD'}: ${verification.blocks} blocks, ${verification.entries} entries, ${verification.revisions} revisions, ${verification.unsealed} unsealed${verification.discrepancies.map((one) => `\n  ${one.what}: ${one.where}`).join('')}`,
          );
          return verification.ok ? 0 : 1;
        }),
};

const exportHistory: Command = {
  name: 'history export',
  usage: 'history export --period PERIOD --out FILE.zip [--scope SCOPE] [--by records|made] [--json]',
  summary:
    'Write the history of a scope and period as a ZIP that checks itself: of records dated in it, or of what was done in it.',
  positionals: 0,
  flags: [
    { name: 'period', type: 'string' },
    { name: 'scope', type: 'string' },
    { name: 'by', type: 'string' },
    { name: 'out', type: 'string' },
  ],
  run: async (_, values) => {
    const [period, out] = [flag(values, 'period'), flag(values, 'out')];
    const by = flag(values, 'by') ?? 'records';
    if (!period || !out || (by !== 'records' && by !== 'made')) return 2;
    return withInstallation(values, async (installation) => {
      const scope = await installation.db.as(operator, (tx) => findScope(tx, flag(values, 'scope') ?? 'group'));
      const file = await historyFile(exportWorld(installation), {
        ...{ actor: operator, scope, period: askedPeriod(period), by, progress: tellProgress() },
      });
      await pipeline(file.body as Readable, createWriteStream(out));
      const written = { out, bytes: statSync(out).size };
      print(values, written, () => `${out}: ${written.bytes.toLocaleString('en')} bytes`);
      return 0;
    });
  },
};

export const historyCommands: readonly Command[] = [verify, exportHistory];
