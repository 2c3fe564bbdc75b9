// What is on record of one site and period for its ledgers: loads, storage movements, manifests, and whom they name?
import { type RawBuilder, sql } from 'kysely';
import type { CalendarDate } from '#period/calendar-date.ts';
import type { Period } from '#period/period.ts';
import type { Tx } from '#platform/db/database.ts';
import { type Tonnes, tonnes } from '#units/quantity.ts';
import type {
  LedgerBin,
  LedgerFacts,
  LedgerLoad,
  LedgerManifestLine,
  LedgerMovement,
  LedgerState,
  LedgerStock,
  LedgerStream,
  LedgerVendor,
} from '../model/ledger-facts.ts';
import type { Treatment } from '../model/treatment.ts';
import { counts } from './counts.ts';

/** What counts, or what is submitted as well. */
export type LedgerBasis = 'approved' | 'shown';

interface Local {
  en: string | null;
  zh: string | null;
}
const both = ({ en, zh }: Local) => ({ en: en ?? zh ?? '', zh: zh ?? en ?? '' });
const some = (en: string | null, zh: string | null) => (en === null && zh === null ? undefined : both({ en, zh }));
const mass = (text: string | null): Tonnes | undefined => (text === null ? undefined : tonnes(text));

/** What may be null becomes what may be absent. */
type Present<T> = { [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: Exclude<T[K], null | undefined>;
};
/** Leaves out what is not on record, so that absent is absent and not null. */
const present = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as Present<T>;

const counting = counts('t');
const awaiting = sql<boolean>`t.latest and not t.voided and t.state in ('submitted', 'reviewed')`;
/** The revisions of a basis, on the alias `t`: what is submitted stands in for what it corrects. */
const revisions = (table: string, basis: LedgerBasis): RawBuilder<boolean> =>
  basis === 'approved'
    ? counting
    : sql`((${awaiting}) or (${counting} and not exists (select 1 from ${sql.table(table)} newer
        where newer.id = t.id and newer.latest and newer.state in ('submitted', 'reviewed') and newer.revision > t.revision)))`;

type BinColumns = { bin_code: string | null; bin_en: string | null; bin_zh: string | null };
const binOf = ({ bin_code, bin_en, bin_zh }: BinColumns): LedgerBin | undefined =>
  bin_code === null ? undefined : { code: bin_code, name: both({ en: bin_en, zh: bin_zh }) };
const bin = sql`left join waste_bin b on b.id = t.bin_id and b.latest`;

async function listLoads(tx: Tx, siteId: string, period: Period, basis: LedgerBasis): Promise<LedgerLoad[]> {
  const { rows } = await sql<
    BinColumns & {
      id: string;
      on: CalendarDate;
      stream_id: string;
      treatment: Treatment;
      mass: string | null;
      own: string | null;
      received: string | null;
      document_type: string;
      document_number: string;
      vendor_id: string;
      to_en: string | null;
      to_zh: string | null;
      plate: string | null;
      note: string | null;
      state: LedgerState;
    }
  >`
    select t.id, t.departed_on as "on", t.stream_id, t.treatment, t.counting_mass_tonnes::text as mass, t.own_mass_tonnes::text as own,
      t.received_mass_tonnes::text as received, t.document_type, t.document_number, t.vendor_id, n.name_en as to_en, n.name_zh as to_zh,
      t.plate, t.note, t.state, b.code as bin_code, b.name_en as bin_en, b.name_zh as bin_zh
    from waste_load t left join scope_node n on n.id = t.to_site_id ${bin}
    where t.site_id = ${siteId} and t.departed_on >= ${period.from} and t.departed_on < ${period.before} and ${revisions('waste_load', basis)}
    order by t.departed_on, t.id`.execute(tx);
  return rows.map((row) =>
    present({
      id: row.id,
      on: row.on,
      streamId: row.stream_id,
      treatment: row.treatment,
      massTonnes: mass(row.mass),
      ownMassTonnes: mass(row.own),
      receivedMassTonnes: mass(row.received),
      documentType: row.document_type,
      documentNumber: row.document_number,
      vendorId: row.vendor_id,
      toSite: some(row.to_en, row.to_zh),
      bin: binOf(row),
      plate: row.plate,
      note: row.note,
      state: row.state,
    }),
  );
}

async function listMovements(tx: Tx, siteId: string, period: Period, basis: LedgerBasis): Promise<LedgerMovement[]> {
  const { rows } = await sql<
    BinColumns & {
      id: string;
      on: CalendarDate;
      stream_id: string;
      movement: LedgerMovement['movement'];
      mass: string;
      treatment: Treatment | null;
      container: string | null;
      number: string;
      state: LedgerState;
    }
  >`
    select t.id, t.moved_on as "on", t.stream_id, t.movement, t.mass_tonnes::text as mass, t.treatment, t.container, t.number, t.state,
      b.code as bin_code, b.name_en as bin_en, b.name_zh as bin_zh
    from waste_storage_movement t ${bin}
    where t.site_id = ${siteId} and t.moved_on >= ${period.from} and t.moved_on < ${period.before} and ${revisions('waste_storage_movement', basis)}
    order by t.moved_on, t.id`.execute(tx);
  return rows.map((row) =>
    present({
      id: row.id,
      on: row.on,
      streamId: row.stream_id,
      movement: row.movement,
      massTonnes: tonnes(row.mass),
      treatment: row.treatment,
      container: row.container,
      number: row.number,
      bin: binOf(row),
      state: row.state,
    }),
  );
}

async function listManifestLines(
  tx: Tx,
  siteId: string,
  period: Period,
  basis: LedgerBasis,
): Promise<LedgerManifestLine[]> {
  const { rows } = await sql<{
    id: string;
    number: string;
    on: CalendarDate;
    received_on: CalendarDate | null;
    carrier_en: string | null;
    carrier_zh: string | null;
    vendor_id: string;
    stream_id: string;
    packages: number | null;
    shipped: string;
    received: string | null;
    outcome: string | null;
    state: LedgerState;
  }>`
    select t.id, t.number, t.handed_over_on as "on", t.received_on, t.carrier_en, t.carrier_zh, t.vendor_id, l.stream_id, l.packages,
      l.shipped_mass_tonnes::text as shipped, l.received_mass_tonnes::text as received, l.outcome, t.state
    from waste_manifest t join waste_manifest_line l on l.record_id = t.id and l.revision = t.revision
    where t.site_id = ${siteId} and t.handed_over_on >= ${period.from} and t.handed_over_on < ${period.before} and ${revisions('waste_manifest', basis)}
    order by t.handed_over_on, t.number, l.line`.execute(tx);
  return rows.map((row) =>
    present({
      id: row.id,
      number: row.number,
      on: row.on,
      receivedOn: row.received_on,
      carrier: some(row.carrier_en, row.carrier_zh),
      vendorId: row.vendor_id,
      streamId: row.stream_id,
      packages: row.packages,
      shippedMassTonnes: tonnes(row.shipped),
      receivedMassTonnes: mass(row.received),
      outcome: row.outcome,
      state: row.state,
    }),
  );
}

/**
 * Since when each storage ledger is kept, which is the day of its first opening stock, and what lay in store when the
 * period began: what was booked before that day is in the opening already.
 */
async function mapStocks(
  tx: Tx,
  siteId: string,
  { from, before }: Period,
  basis: LedgerBasis,
): Promise<Map<string, LedgerStock>> {
  const { rows } = await sql<{ stream_id: string; kept_from: CalendarDate; opening: string | null }>`
    with moved as (
      select t.stream_id, t.moved_on, t.movement, t.mass_tonnes from waste_storage_movement t
      where t.site_id = ${siteId} and t.moved_on < ${before} and ${revisions('waste_storage_movement', basis)}
    ), kept as (
      select stream_id, min(moved_on) as kept_from from moved where movement = 'opening' group by 1
    )
    select k.stream_id, k.kept_from, case when k.kept_from < ${from} then (
      (select sum(case when m.movement = 'opening' and m.moved_on = k.kept_from then m.mass_tonnes
          when m.movement in ('in', 'stock_take') then m.mass_tonnes when m.movement = 'on_site' then -m.mass_tonnes else 0 end)
        from moved m where m.stream_id = k.stream_id and m.moved_on >= k.kept_from and m.moved_on < ${from})
      - coalesce((select sum(t.counting_mass_tonnes) from waste_load t where t.site_id = ${siteId} and t.stream_id = k.stream_id
        and t.departed_on >= k.kept_from and t.departed_on < ${from} and ${revisions('waste_load', basis)}), 0))::text end as opening
    from kept k`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.stream_id,
      present({ streamId: row.stream_id, keptFrom: row.kept_from, openingMassTonnes: mass(row.opening) }),
    ]),
  );
}

async function mapStreams(tx: Tx): Promise<Map<string, LedgerStream>> {
  const { rows } = await sql<{
    id: string;
    code: string;
    name_en: string;
    name_zh: string;
    hazardous: boolean;
    national_code: string | null;
    ewc_code: string | null;
    hazard_traits: string[] | null;
    physical_form: string | null;
    main_components_en: string | null;
    main_components_zh: string | null;
    generating_process_en: string | null;
    generating_process_zh: string | null;
  }>`
    select t.id, t.code, t.name_en, t.name_zh, t.hazardous, t.national_code, t.ewc_code, t.hazard_traits, t.physical_form,
      t.main_components_en, t.main_components_zh, t.generating_process_en, t.generating_process_zh
    from waste_stream t where ${counting}`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.id,
      present({
        id: row.id,
        code: row.code,
        name: both({ en: row.name_en, zh: row.name_zh }),
        hazardous: row.hazardous,
        nationalCode: row.national_code,
        ewcCode: row.ewc_code,
        hazardTraits: row.hazard_traits,
        physicalForm: row.physical_form,
        mainComponents: some(row.main_components_en, row.main_components_zh),
        generatingProcess: some(row.generating_process_en, row.generating_process_zh),
      }),
    ]),
  );
}

async function mapVendors(tx: Tx, ids: readonly string[]): Promise<Map<string, LedgerVendor>> {
  const { rows } = await sql<{
    id: string;
    code: string;
    name_en: string;
    name_zh: string;
    credit_code: string | null;
    licences: { number: string; permittedCodes: string[] | null; from: CalendarDate; before: CalendarDate | null }[];
  }>`
    select t.id, t.code, t.name_en, t.name_zh, t.credit_code,
      coalesce((select jsonb_agg(jsonb_build_object('number', l.number, 'permittedCodes', l.permitted_codes, 'from', l.from_on, 'before', l.before_on) order by l.line)
        from suppliers_supplier_licence l where l.record_id = t.id and l.revision = t.revision), '[]'::jsonb) as licences
    from suppliers_supplier t where t.latest and t.id = any(${`{${ids.join(',')}}`}::uuid[])`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.id,
      present({
        id: row.id,
        code: row.code,
        name: both({ en: row.name_en, zh: row.name_zh }),
        creditCode: row.credit_code,
        licences: row.licences.map(({ permittedCodes, ...licence }) => ({
          permittedCodes: permittedCodes ?? [],
          ...present(licence),
        })),
      }),
    ]),
  );
}

async function findPlace(
  tx: Tx,
  siteId: string,
  { from, before }: Period,
): Promise<Pick<LedgerFacts, 'site' | 'entities'>> {
  const { rows } = await sql<{ code: string; name_en: string; name_zh: string; country: string }>`
    select t.code, t.name_en, t.name_zh, t.country from factories_site t where t.latest and t.id = ${siteId}`.execute(
    tx,
  );
  const { rows: entities } = await sql<{ en: string; zh: string; credit_code: string | null }>`
    select distinct e.legal_name_en as en, e.legal_name_zh as zh, e.credit_code from factories_membership t join factories_entity e on e.id = t.entity_id and e.latest
    where ${counting} and t.site_id = ${siteId} and t.from_on < ${before} and (t.before_on is null or t.before_on > ${from}) order by 1`.execute(
    tx,
  );
  const site = rows[0];
  return {
    site: {
      code: site?.code ?? '',
      name: both({ en: site?.name_en ?? null, zh: site?.name_zh ?? null }),
      country: site?.country ?? '',
    },
    entities: entities.map(({ en, zh, credit_code }) => present({ name: both({ en, zh }), creditCode: credit_code })),
  };
}

/** Records of the period that a ledger of this basis leaves out, since nobody has approved or submitted them yet. */
async function countLeftOut(
  tx: Tx,
  siteId: string,
  { from, before }: Period,
  basis: LedgerBasis,
): Promise<LedgerFacts['leftOut']> {
  const waits = basis === 'approved' ? sql`t.state <> 'approved'` : sql`t.state = 'draft'`;
  const { rows } = await sql<{ loads: number; movements: number }>`
    select (select count(*)::int from waste_load t where t.site_id = ${siteId} and t.departed_on >= ${from} and t.departed_on < ${before} and t.latest and not t.voided and ${waits}) as loads,
      (select count(*)::int from waste_storage_movement t where t.site_id = ${siteId} and t.moved_on >= ${from} and t.moved_on < ${before} and t.latest and not t.voided and ${waits}) as movements`.execute(
    tx,
  );
  return rows[0] ?? { loads: 0, movements: 0 };
}

/** Everything that the ledgers of a site and period are made of, as far as the reader may see it. */
export async function readLedgerFacts(
  tx: Tx,
  siteId: string,
  period: Period,
  basis: LedgerBasis,
): Promise<LedgerFacts> {
  const loads = await listLoads(tx, siteId, period, basis);
  const movements = await listMovements(tx, siteId, period, basis);
  const manifests = await listManifestLines(tx, siteId, period, basis);
  const vendorIds = [...new Set([...loads, ...manifests].map(({ vendorId }) => vendorId))];
  return {
    ...(await findPlace(tx, siteId, period)),
    period,
    streams: await mapStreams(tx),
    vendors: await mapVendors(tx, vendorIds),
    loads,
    movements,
    manifests,
    stocks: await mapStocks(tx, siteId, period, basis),
    leftOut: await countLeftOut(tx, siteId, period, basis),
  };
}
