// A company small enough to reckon by hand: three factories, three entities, a few streams, and people who may do things.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { kinds, kpis, organisationOf, words, workedOut } from '#app/wiring.ts';
import type { CalendarDate } from '#period/calendar-date.ts';
import { grantRole, makeAccount } from '#platform/access/accounts.ts';
import { GROUP_ID } from '#platform/access/organisation.ts';
import type { Role } from '#platform/access/roles.ts';
import { sessionOf } from '#platform/access/session.ts';
import { type Actor, type Database, systemActor, type Tx } from '#platform/db/database.ts';
import { openTestDatabase } from '#platform/db/test-database.ts';
import type { IntakeWorld } from '#platform/intake/imports.ts';
import { type Figures, makeFigures } from '#platform/kpi/figures.ts';
import { type Packs, readPacks } from '#platform/packs/load.ts';
import type { RecordKind } from '#platform/records/declare/kind.ts';
import { type Bound, type MoveOptions, move } from '#platform/records/server/move.ts';
import { findLatest, type RecordRead } from '#platform/records/server/read.ts';
import { type Given, type Recorded, type RecordOptions, recordMany } from '#platform/records/server/record.ts';

/** The day on which every test of the small company takes place. */
export const TODAY = '2024-07-15';
const operator = systemActor('operator');
const reference = join(fileURLToPath(new URL('..', import.meta.url)), 'reference');

/** The declared kind with this id. */
export function kindOf(id: string): RecordKind {
  const found = kinds.get(id);
  if (!found) throw new Error(`no kind ${id}`);
  return found;
}

/** What a load of the small company is, where a test does not say otherwise. */
export interface LoadSaid {
  site: string;
  on: string;
  tonnes: string;
  stream?: string;
  treatment?: string;
  vendor?: string;
  /** document number; a new one when absent */
  ticket?: string;
  basis?: string;
  receivedTonnes?: string;
}

export interface SmallCompany {
  db: Database;
  /** its data folder, which goes with it */
  folder: string;
  figures: Figures;
  packs: Packs;
  intake: IntakeWorld;
  /** ids by code: sites SZ, WH and HP; entities E1, E2, E3; regions EC and VN; streams PAPER, REFUSE and OIL; vendors V1, V2 */
  id: Readonly<Record<string, string>>;
  groupId: string;
  /** recorder and manager of Suzhou, recorder of Wuhu, two reviewers of the group, who keeps its lists, who may do all, who may only look, somebody without any role */
  people: Readonly<
    Record<
      | 'suzhou'
      | 'suzhouManager'
      | 'wuhu'
      | 'reviewer'
      | 'secondReviewer'
      | 'analyst'
      | 'administrator'
      | 'auditor'
      | 'stranger',
      Actor
    >
  >;
  /** Values of a load, as `recordMany` takes them. */
  load(said: LoadSaid): Record<string, unknown>;
  /** Records one kind as somebody, in a transaction of its own. */
  record(actor: Actor, kind: string, given: readonly Given[], options?: Partial<RecordOptions>): Promise<Recorded[]>;
  /** Records and approves as the operator. @returns the record's id */
  approved(kind: string, values: Record<string, unknown>, lines?: readonly Record<string, unknown>[]): Promise<string>;
  /** A new load at this stage, taken there by those who may. @returns its id */
  loadAt(stage: 'draft' | 'submitted' | 'reviewed' | 'approved', said: LoadSaid): Promise<string>;
  /** Takes the newest revision of each record one step on. */
  step(
    actor: Actor,
    kind: string,
    step: MoveOptions['step'],
    ids: readonly string[],
    said?: MoveOptions['words'],
  ): Promise<void>;
  /** The newest revision as the operator sees it. */
  newest(kind: string, id: string): Promise<RecordRead>;
  /** One row of anything, as the operator. */
  one<T>(query: ReturnType<typeof sql<T>>): Promise<T>;
  all<T>(query: ReturnType<typeof sql<T>>): Promise<T[]>;
  /** Makes everything as it was at the opening, but for the history: no waste, the first shares, nothing computed. */
  rewind(): Promise<void>;
  close(): Promise<void>;
}

const options: RecordOptions = { kinds, via: 'api', todayIn: () => TODAY, limits: {} };
const local = (en: string, zh: string) => ({ en, zh });

/** What a reviewer saw of a record. */
export const seen = ({ id, revision, hash }: RecordRead): Bound => ({ id, revision, hash });

/**
 * Waits until all that is written is below the horizon: on a server, other test files hold it for a moment.
 * Whoever reads the history as far as it is final would otherwise see less than there is.
 */
export async function untilFinal({ db }: Pick<SmallCompany, 'db'>): Promise<void> {
  for (;;) {
    const { rows } = await db.as(operator, (tx) =>
      sql<{ final: boolean }>`select coalesce(max(seq), 0) < app_horizon() as final from history_entry`.execute(tx),
    );
    if (rows[0]?.final) return;
    await new Promise((rested) => setTimeout(rested, 20));
  }
}

/** Opens a database of its own with the small company in it; belongs in `beforeAll`, its `close` in `afterAll`. */
export async function openSmallCompany(): Promise<SmallCompany> {
  const { db, folder, close } = await openTestDatabase();
  try {
    return await settleIn(db, folder, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function settleIn(db: Database, folder: string, close: () => Promise<void>): Promise<SmallCompany> {
  const id: Record<string, string> = {};
  type Said = readonly [values: Record<string, unknown>, lines?: readonly Record<string, unknown>[]];
  /** All of one kind at once: a transaction records a kind in a scope once. @returns their ids */
  const approvedIn = async (tx: Tx, kind: string, said: readonly Said[]): Promise<string[]> => {
    const given = said.map(([values, lines]) => ({ id: uuidv7(), values, ...(lines ? { lines } : {}) }));
    await recordMany(tx, kindOf(kind), given, { ...options, via: 'system', approve: true });
    for (const one of given) if (typeof one.values.code === 'string') id[one.values.code] = one.id;
    return given.map((one) => one.id);
  };

  await db.as(operator, async (tx) => {
    await approvedIn(tx, 'factories.region', [
      [{ code: 'EC', name: local('East China', '华东') }],
      [{ code: 'VN', name: local('Vietnam', '越南') }],
    ]);
    const entity = (code: string, en: string, zh: string): Said => [
      { code, shortName: local(en, zh), legalName: local(`${en} Ltd.`, `${zh}有限公司`), country: 'CN' },
    ];
    await approvedIn(tx, 'factories.entity', [
      entity('E1', 'First', '一公司'),
      entity('E2', 'Second', '二公司'),
      entity('E3', 'Third', '三公司'),
    ]);
    const site = (code: string, en: string, zh: string, region: string, timeZone: string): Said => [
      { code, name: local(en, zh), region: id[region], country: 'CN', timeZone, startedOn: '2020-01-01' },
    ];
    await approvedIn(tx, 'factories.site', [
      site('SZ', 'Suzhou', '苏州', 'EC', 'Asia/Shanghai'),
      site('WH', 'Wuhu', '芜湖', 'EC', 'Asia/Shanghai'),
      site('HP', 'Hai Phong', '海防', 'VN', 'Asia/Ho_Chi_Minh'),
    ]);
    const memberships = [
      ['SZ', 'E1', '0.6'],
      ['SZ', 'E2', '0.4'],
      ['WH', 'E2', '1'],
      ['HP', 'E3', '1'],
    ] as const;
    const members = await approvedIn(
      tx,
      'factories.membership',
      memberships.map(([one, of, share]): Said => [{ site: id[one], entity: id[of], share, from: '2020-01-01' }]),
    );
    for (const [index, [one, of]] of memberships.entries()) id[`${one}-${of}`] = members[index] as string;
    await approvedIn(tx, 'factories.boundary', [
      [
        { code: 'B1', title: local('Boundary', '边界'), approach: 'operational_control', from: '2020-01-01' },
        [{ site: id.SZ }, { site: id.WH }, { site: id.HP }],
      ],
    ]);
    const stream = (
      code: string,
      en: string,
      zh: string,
      hazardous: boolean,
      composition: string,
      nationalCode: string | null,
    ): Said => [{ code, name: local(en, zh), hazardous, composition, inUlScope: true, nationalCode }];
    await approvedIn(tx, 'waste.stream', [
      stream('PAPER', 'Waste paper', '废纸', false, 'paper', null),
      stream('REFUSE', 'Refuse', '生活垃圾', false, 'mixed', null),
      stream('OIL', 'Waste oil', '废矿物油', true, 'oil', '900-249-08'),
    ]);
    const vendor = (code: string, en: string, zh: string): Said => [
      { code, name: local(en, zh), country: 'CN', roles: ['waste_vendor'] },
      [{ number: `L-${code}`, permittedCodes: ['HW08'], from: '2020-01-01', before: null }],
    ];
    await approvedIn(tx, 'suppliers.supplier', [
      vendor('V1', 'Recycler', '再生公司'),
      vendor('V2', 'Burner', '焚烧公司'),
    ]);
  });

  const person = async (userName: string, role: Role | null, scopeId: string): Promise<Actor> => {
    const personId = await makeAccount(db, {
      userName,
      nameEn: userName,
      nameZh: userName,
      language: 'en',
      sample: true,
    });
    if (role) await grantRole(db, { personId, role, scopeId, from: '2020-01-01' as CalendarDate });
    const session = await sessionOf(db, personId, TODAY);
    if (!session) throw new Error(`${userName} is nobody`);
    return session.actor;
  };
  const people = {
    suzhou: await person('suzhou', 'site_recorder', id.SZ as string),
    suzhouManager: await person('suzhou-manager', 'site_manager', id.SZ as string),
    wuhu: await person('wuhu', 'site_recorder', id.WH as string),
    reviewer: await person('reviewer', 'reviewer', GROUP_ID),
    secondReviewer: await person('second-reviewer', 'reviewer', GROUP_ID),
    analyst: await person('analyst', 'centre_analyst', GROUP_ID),
    administrator: await person('administrator', 'group_administrator', GROUP_ID),
    auditor: await person('auditor', 'auditor', GROUP_ID),
    stranger: await person('stranger', null, GROUP_ID),
  };
  const packs = readPacks(reference, TODAY);

  let tickets = 0;
  const company: SmallCompany = {
    db,
    folder,
    packs,
    id,
    groupId: GROUP_ID,
    people,
    figures: makeFigures(db, {
      kinds,
      workedOut,
      kpis,
      organisation: organisationOf,
      packs: () => packs.inUse,
      parameters: async () => ({}),
    }),
    intake: { db, kinds, words, limits: async () => ({}), todayIn: () => TODAY },
    load: (said) => ({
      site: said.site,
      departedOn: said.on,
      stream: said.stream ?? id.PAPER,
      treatment: said.treatment ?? 'recycle_organic',
      ownMassTonnes: { value: said.tonnes, entered: `${said.tonnes} t`, basis: said.basis ?? 'weighed' },
      ...(said.receivedTonnes ? { receivedMassTonnes: { value: said.receivedTonnes, entered: null } } : {}),
      'document.type': 'weigh_ticket',
      'document.number': said.ticket ?? `T-${++tickets}`,
      'document.line': 1,
      vendor: said.vendor ?? id.V1,
    }),
    record: (actor, kind, given, more) =>
      db.as(actor, (tx) => recordMany(tx, kindOf(kind), given, { ...options, ...more })),
    approved: async (kind, values, lines) =>
      (await db.as(operator, (tx) => approvedIn(tx, kind, [[values, lines]])))[0] as string,
    loadAt: async (stage, said) => {
      const recordId = uuidv7();
      const recorder = said.site === id.WH ? people.wuhu : said.site === id.SZ ? people.suzhou : people.administrator;
      await company.record(recorder, 'waste.load', [{ id: recordId, values: company.load(said) }]);
      if (stage !== 'draft') await company.step(recorder, 'waste.load', 'submit', [recordId]);
      if (stage === 'reviewed' || stage === 'approved')
        await company.step(people.reviewer, 'waste.load', 'review', [recordId]);
      if (stage === 'approved') await company.step(people.secondReviewer, 'waste.load', 'approve', [recordId]);
      return recordId;
    },
    step: async (actor, kind, step, ids, said) => {
      const bound = await db.as(operator, async (tx) => (await findLatest(tx, kindOf(kind), ids)).map(seen));
      await db.as(actor, (tx) => move(tx, kindOf(kind), bound, { step, via: 'api', ...(said ? { words: said } : {}) }));
    },
    newest: async (kind, recordId) => {
      const found = await db.as(operator, (tx) => findLatest(tx, kindOf(kind), [recordId]));
      if (!found[0]) throw new Error(`no ${kind} ${recordId}`);
      return found[0];
    },
    all: async (query) => db.as(operator, async (tx) => (await query.execute(tx)).rows),
    one: async (query) => {
      const rows = await company.all(query);
      if (rows.length !== 1) throw new Error(`${rows.length} rows where one was expected`);
      return rows[0] as never;
    },
    rewind: () => rewind(db, beginning),
    close,
  };
  const beginning = await beginningOf(company);
  return company;
}

const recordTables = [...kinds.values()].map((kind) => kind.table);
const lineTables = [...kinds.values()].flatMap((kind) => (kind.lines ? [`${kind.table}_${kind.lines.name}`] : []));
/** Parents before their lines. */
const kept = ['scope_edge', ...recordTables, ...lineTables, 'search_text'];
const emptied = [
  ...workedOut.map(({ kind }) => kind.table),
  'kpi_dirty',
  'kpi_cell',
  'figure',
  'review_event',
  'review_delegation',
  'evidence_ended',
  'evidence_link',
  'period_closed',
  'intake_pending',
  'intake_row',
  'intake_heading',
  'guest_link',
  'list_view_first',
  'list_view',
  'intake_import',
  'edition_figure',
  'edition',
  'substances_declared_line',
  'substances_declared',
  'substances_verdict',
  'substances_verdict_state',
];

interface Beginning {
  nodes: string[];
  rows: ReadonlyMap<string, string>;
}

async function beginningOf(company: SmallCompany): Promise<Beginning> {
  const rows = new Map<string, string>();
  for (const table of kept) {
    const { all } = await company.one(
      sql<{ all: string }>`select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as all from ${sql.table(table)} t`,
    );
    rows.set(table, all);
  }
  return { nodes: (await company.all(sql<{ id: string }>`select id from scope_node`)).map((node) => node.id), rows };
}

async function rewind(db: Database, { nodes, rows }: Beginning): Promise<void> {
  await db.asOwner(async (tx) => {
    await sql`truncate ${sql.join([...kept, ...emptied].map((table) => sql.table(table)))}`.execute(tx);
    for (const table of kept) {
      if (rows.get(table) === '[]') continue;
      const { rows: columns } = await sql<{ name: string }>`select column_name as name from information_schema.columns
        where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`.execute(tx);
      const own = sql.join(columns.map((column) => sql.ref(column.name)));
      await sql`alter table ${sql.table(table)} no force row level security`.execute(tx);
      await sql`insert into ${sql.table(table)} (${own}) select ${own} from jsonb_populate_recordset(null::${sql.table(table)}, ${rows.get(table)}::jsonb)`.execute(
        tx,
      );
      await sql`alter table ${sql.table(table)} force row level security`.execute(tx);
    }
    await sql`alter table scope_node no force row level security`.execute(tx);
    await sql`delete from scope_node where id <> all(${nodes}::uuid[])`.execute(tx);
    await sql`alter table scope_node force row level security`.execute(tx);
  });
}
