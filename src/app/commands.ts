// The commands of the program, each a function of its arguments that returns the exit code.
import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { askForIdentities } from '#domains/substances/api/load-identities.ts';
import { findScope } from '#platform/access/find-scope.ts';
import { checkShares } from '#platform/access/shares.ts';
import { systemActor } from '#platform/db/database.ts';
import { noteFile } from '#platform/evidence/attach.ts';
import { historySeq } from '#platform/history/entry.ts';
import { word } from '#platform/i18n/words.ts';
import { refuseOtherKind } from '#platform/intake/decisions.ts';
import { refusedWorkbook } from '#platform/intake/export.ts';
import { importFile, newImportId } from '#platform/intake/imports.ts';
import type { RowOutcome } from '#platform/intake/outcomes.ts';
import { unitOfFigure } from '#platform/kpi/declare.ts';
import { askedKind, askedPeriod } from '#platform/records/server/asked.ts';
import { ruleNow, rulesOf } from '#platform/records/server/policies.ts';
import { Refused } from '#platform/records/server/refusal.ts';
import { auditCommands } from './audit-commands.ts';
import { backupCommands } from './backup-commands.ts';
import { basinCommands } from './basin-commands.ts';
import { type Command, flag, print, say, settingsOf, withInstallation } from './command.ts';
import { evidenceCommands } from './evidence-commands.ts';
import { linkOfFirstStart } from './first-administrator.ts';
import { historyCommands } from './history-commands.ts';
import { identityCommands } from './identity-commands.ts';
import { openInstallation } from './installation.ts';
import { peopleCommands } from './people-commands.ts';
import { periodCommands } from './period-commands.ts';
import { reportCommands } from './report-commands.ts';
import { isEmpty, loadSample } from './sample.ts';
import { readTheSample } from './sample-water/load.ts';
import { startServer } from './server.ts';
import { sheetCommands } from './sheet-commands.ts';
import { substancesCommands } from './substances-commands.ts';
import { packCommands } from './substances-pack-commands.ts';
import { waterCommands } from './water-commands.ts';
import { kinds, kpis, words } from './wiring.ts';

const operator = systemActor('operator');

const serve: Command = {
  name: 'serve',
  usage: 'serve [--port N] [--data FOLDER] [--url URL] [--lang en|zh] [--database-url URL] [--sample 1]',
  summary: 'Serve the pages and the API; the first start prints a link that signs in once.',
  positionals: 0,
  flags: [],
  run: async (_, values) => {
    const started = Date.now();
    const settings = settingsOf(values);
    const seconds = (from: number) => `${((Date.now() - from) / 1000).toFixed(1)} s`;
    const installation = await openInstallation(settings, { join: false, tell: say });
    say(`database open after ${seconds(started)} (${installation.db.engine})`);
    if (settings.sample && (await isEmpty(installation))) {
      const loading = Date.now();
      await loadSample(installation, (line) => say(`  ${line}`));
      await installation.figures.settle();
      say(`sample company loaded in ${seconds(loading)}`);
    }
    const server = await startServer(installation);
    await askForIdentities({ db: installation.db, home: settings.home });
    const link = await linkOfFirstStart(installation.db, server.signIn);
    if (link) say(`first sign-in (once, within a day): ${link}`);
    print(values, { serves: settings.url }, () => `greenfab serves ${settings.url} after ${seconds(started)}`);
    process.send?.({ address: settings.url });
    const reading = settings.sample ? readTheSample(installation.db, say) : undefined;
    // A signal that comes twice, or a parent that goes away, ends the server once.
    await new Promise<void>((done) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done());
      process.once('disconnect', () => done());
    });
    await reading?.stop();
    await server.stop();
    await installation.close();
    // The channel to a parent that waits for us would keep us, and him, for ever.
    if (process.connected) process.disconnect();
    return 0;
  },
};

const importCommand: Command = {
  name: 'import',
  usage:
    'import KIND FILE [--dry-run] [--accept-good] [--scope SCOPE] [--refused OUT.xlsx] [--as draft|submitted|approved] [--keep sheet|here] [--json]',
  summary:
    'Import a CSV or XLSX file; any error refuses the whole file unless --accept-good. Exit 1 when a row was refused. A sheet that was exported is compared by cell; --keep decides what both sides changed.',
  positionals: 2,
  flags: [
    { name: 'dry-run', type: 'boolean' },
    { name: 'accept-good', type: 'boolean' },
    { name: 'scope', type: 'string' },
    { name: 'refused', type: 'string' },
    { name: 'as', type: 'string' },
    { name: 'keep', type: 'string' },
  ],
  run: async ([kindId = '', path = ''], values) =>
    withInstallation(values, async (installation) => {
      const kind = askedKind(kinds, kindId);
      await refuseOtherKind(kinds, kind, path);
      const keep = flag(values, 'keep');
      if (keep !== undefined && keep !== 'sheet' && keep !== 'here') return 2;
      const { language } = installation.settings;
      const { policy } = ruleNow(await installation.db.as(operator, (tx) => rulesOf(tx, kind)));
      const state = flag(values, 'as') ?? (policy === 'none' ? 'approved' : 'draft');
      if (state !== 'draft' && state !== 'submitted' && state !== 'approved') return 2;
      const site = flag(values, 'scope')
        ? await installation.db.as(operator, (tx) => findScope(tx, flag(values, 'scope') ?? ''))
        : undefined;
      const kept = values['dry-run'] ? null : await installation.evidence.keep(createReadStream(path), 2 * 1024 ** 3);
      if (kept) await installation.db.as(operator, async (tx) => noteFile(tx, kept, await historySeq(tx)));
      const refused: RowOutcome[] = [];
      let told = 0;
      const report = await importFile(
        installation.intake,
        operator,
        {
          importId: newImportId(),
          kind,
          path,
          fileName: basename(path),
          sha256: kept?.sha256 ?? null,
          fixed: site?.type === 'site' ? { [kind.site ?? 'site']: site.id } : {},
          chosen: {},
          mended: {},
          ...(keep ? { keepAll: keep } : {}),
        },
        {
          acceptGood: values['accept-good'] === true,
          dryRun: values['dry-run'] === true,
          state,
          via: 'cli',
          onBadRow: (row) => {
            if (refused.length < 100_000) refused.push(row);
          },
          onProgress: (done, total, counts) => {
            if (Date.now() - told < 1_000 || !process.stderr.isTTY) return;
            told = Date.now();
            process.stderr.write(
              `\r${Math.round((done / Math.max(total, 1)) * 100)} % · ${counts.rows.toLocaleString(language)}`,
            );
          },
        },
      );
      const out = flag(values, 'refused');
      if (out && refused.length > 0) {
        const headings: string[] = [];
        for (const column of report.columns) headings[column.index] = column.heading;
        await pipeline(
          refusedWorkbook(
            words,
            language,
            Array.from(headings, (one) => one ?? ''),
            refused,
          ),
          createWriteStream(out),
        );
      }
      const problems = refused.slice(0, 1_000).map((row) => ({
        row: row.row,
        problems: row.problems.map((problem) => ({
          field: problem.field,
          column: problem.column,
          code: problem.code,
          level: problem.level,
          words: word(words, language, problem.code, problem.facts),
        })),
      }));
      print(values, { ...report, refusedRows: problems }, () =>
        [
          `${report.status}: ${JSON.stringify(report.counts)}`,
          ...(report.refusal ? [JSON.stringify(report.refusal)] : []),
          ...problems.map((row) => `  row ${row.row}: ${row.problems.map((one) => one.words).join(' ')}`),
        ].join('\n'),
      );
      return report.status === 'refused' || report.counts.bad > 0 ? 1 : 0;
    }),
};

const figureCommand: Command = {
  name: 'figure',
  usage: 'figure KPI --scope group|region:CODE|entity:CODE|site:CODE --period PERIOD [--basis approved|shown] [--json]',
  summary: 'A figure with its inputs and coverage.',
  positionals: 1,
  flags: [
    { name: 'scope', type: 'string' },
    { name: 'period', type: 'string' },
    { name: 'basis', type: 'string' },
  ],
  run: async ([kpiId = ''], values) =>
    withInstallation(values, async (installation) => {
      const kpi = kpis.get(kpiId);
      if (!kpi) throw new Refused('unknown_kpi');
      const period = flag(values, 'period') ?? '';
      askedPeriod(period);
      const basis = flag(values, 'basis') ?? 'approved';
      if (basis !== 'approved' && basis !== 'shown') return 2;
      const scope = await installation.db.as(operator, (tx) => findScope(tx, flag(values, 'scope') ?? 'group'));
      await installation.figures.settle();
      const [figure] = await installation.figures.ask([{ kpi: kpi.id, scopeId: scope.id, period, basis }], operator);
      if (!figure) throw new Refused('not_found');
      const { computed, coverage } = figure.result;
      const document = {
        id: figure.id,
        kpi: kpi.id,
        version: figure.version,
        scope: { id: scope.id, type: scope.type, code: scope.code, name: scope.name },
        period: figure.key.period,
        basis,
        unit: unitOfFigure(kpi, computed),
        value: 'value' in computed ? computed.value : null,
        ...('noData' in computed ? { noData: computed.noData } : {}),
        inputs: computed.inputs ?? {},
        extra: computed.extra ?? {},
        formula: word(words, installation.settings.language, `${kpi.id}|formula`),
        coverage,
        parameters: figure.parameters,
        link: `${installation.settings.url}/f/${figure.id}`,
      };
      print(
        values,
        document,
        () =>
          `${kpi.id} ${scope.code} ${figure.key.period}: ${document.value ?? document.noData}\n${document.formula}\n${document.link}`,
      );
      return document.value === null ? 1 : 0;
    }),
};

const explainCommand: Command = {
  name: 'explain',
  usage: 'explain KPI [--lang en|zh] [--json]',
  summary: 'How a KPI is worked out: formula in words, what it sums, what it cites.',
  positionals: 1,
  flags: [],
  run: async ([kpiId = ''], values) => {
    const kpi = kpis.get(kpiId);
    if (!kpi) throw new Refused('unknown_kpi');
    const { language } = settingsOf(values);
    const { explainKpi } = await import('#platform/kpi/explain.ts');
    const document = explainKpi(kpi, words, language);
    print(values, document, () =>
      [
        document.title,
        document.formula,
        '',
        ...document.cites.map(
          (one) =>
            `  ${one.printed}: ${one.title}, ${one.edition}${one.verified ? '' : ` (${word(words, language, 'reports.page.why.unverified')})`}`,
        ),
        `  ${document.file}`,
      ].join('\n'),
    );
    return 0;
  },
};

const dbMigrate: Command = {
  name: 'db migrate',
  usage: 'db migrate [--json]',
  summary: 'Bring the database to the newest migration.',
  positionals: 0,
  flags: [],
  run: async (_, values) =>
    // Whoever opens an installation brings it there; what is left is to say where that is.
    withInstallation(values, async ({ db }) => {
      const { rows } = await db.pool.query<{ name: string }>('select name from schema_migration order by name');
      const document = { engine: db.engine, migrations: rows.map((row) => row.name) };
      print(
        values,
        document,
        () => `${document.migrations.length} migrations, the newest ${document.migrations.at(-1)}`,
      );
      return 0;
    }),
};

const doctor: Command = {
  name: 'doctor',
  usage: 'doctor [--json]',
  summary: 'What this installation is, and what should be looked at.',
  positionals: 0,
  flags: [],
  run: async (_, values) =>
    withInstallation(values, async (installation) => {
      const counts: Record<string, number> = {};
      const shareGaps = await installation.db.as(operator, async (tx) => {
        for (const kind of kinds.values()) {
          const { rows } = await sql<{
            n: number;
          }>`select count(*)::int as n from ${sql.table(kind.table)} where latest and not voided`.execute(tx);
          counts[kind.kind] = rows[0]?.n ?? 0;
        }
        const { rows: sites } = await sql<{ id: string }>`select id from scope_node where type = 'site'`.execute(tx);
        const gaps = await checkShares(
          tx,
          sites.map((site) => site.id),
        );
        return gaps.map(({ site, on, sum }) => ({ site, on, sum }));
      });
      const overdue = installation.packs.all
        .filter(({ pack }) => pack.reviewOn && pack.reviewOn < new Date().toISOString().slice(0, 10))
        .map(({ pack }) => `${pack.pack} ${pack.edition}`);
      const document = {
        engine: installation.db.engine,
        node: process.version,
        records: counts,
        packs: installation.packs.all.length,
        packsToReview: overdue,
        sharesBelowOne: shareGaps,
      };
      print(values, document, () => JSON.stringify(document, null, 2));
      return 0;
    }),
};

const bench: Command = {
  name: 'bench',
  usage:
    'bench access|excel|import|figures|meter-years|mqtt|readings|report|search|substances|verdicts|waste|water|start [--rows N] [--format csv|xlsx] [--database-url URL] [--json]',
  summary: 'Measure against a baseline in the same run and print the ratio; each number names its database.',
  positionals: 1,
  flags: [
    { name: 'rows', type: 'string' },
    { name: 'format', type: 'string' },
  ],
  run: async ([name = ''], values) => {
    const { benches } = await import('./bench/benches.ts');
    const found = benches[name];
    const rows = flag(values, 'rows');
    const format = flag(values, 'format') ?? 'csv';
    if (!found || (rows !== undefined && !/^[1-9]\d*$/.test(rows)) || (format !== 'csv' && format !== 'xlsx')) return 2;
    const result = await found({
      rows: rows === undefined ? undefined : Number(rows),
      format,
      databaseUrl: settingsOf(values).databaseUrl,
      tell: say,
    });
    print(values, result, () => JSON.stringify(result, null, 2));
    return 0;
  },
};

export const commands: readonly Command[] = [
  ...reportCommands,
  ...sheetCommands,
  ...substancesCommands,
  ...packCommands,
  ...identityCommands,
  ...waterCommands,
  ...basinCommands,
  ...periodCommands,
  ...evidenceCommands,
  ...backupCommands,
  ...peopleCommands,
  serve,
  importCommand,
  figureCommand,
  explainCommand,
  ...historyCommands,
  ...auditCommands,
  dbMigrate,
  doctor,
  bench,
];
