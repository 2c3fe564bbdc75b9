// Whatever is written in whatever order while figures are computed, is every figure what the records say in the end?
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds, kpis } from '#app/wiring.ts';
import { addDays, type CalendarDate } from '#period/calendar-date.ts';
import { parsePeriod } from '#period/period.ts';
import { kindOf, openSmallCompany, type SmallCompany } from '../../../tests/small-company.ts';
import { type Actor, systemActor } from '../db/database.ts';
import { importFile } from '../intake/imports.ts';
import { type Basis, computeFigure, type Figure, type FigureKey, groupSums, parametersOf } from './ledger.ts';
import type { Organisation } from './organisation.ts';
import { sumKpiOfRecords } from './sum-kpi.ts';

const operator = systemActor('operator');
const RUNS = Number(process.env.GREENFAB_RUNS ?? 3);

let company: SmallCompany;
let folder: string;
beforeAll(async () => {
  company = await openSmallCompany();
  folder = mkdtempSync(join(tmpdir(), 'greenfab-interleavings-'));
});
afterAll(async () => {
  await company?.close();
  rmSync(folder, { recursive: true, force: true });
});

// ---------------------------------------------------------------------------------------------------------------------
// What may happen. Numbers pick among what there is at that moment.

const sites = ['SZ', 'WH', 'HP'] as const;
const streams = ['PAPER', 'REFUSE', 'OIL'] as const;
const treatments = ['recycle_organic', 'landfill', 'incineration_with_energy'] as const;
const standards = ['owner', 'ul2799', 'gri306'] as const;
const movements = ['opening', 'in', 'on_site', 'stock_take', 'out'] as const;
const stages = ['draft', 'submitted', 'reviewed', 'approved'] as const;
const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;

const number = fc.nat({ max: 9_999 });
const said = fc.record({
  site: number,
  month: fc.nat({ max: 5 }),
  day: fc.nat({ max: 27 }),
  grams: fc.integer({ min: 1, max: 50_000_000 }),
  stream: number,
  treatment: number,
  estimated: fc.boolean(),
  /** an own factory takes it, where this is one of the others */
  to: fc.option(number, { freq: 4 }),
});
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

const commands = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('load' as const), said, stage: number }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('correct' as const), which: number, said, stage: number }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('step' as const), which: number, step: number }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('void' as const), which: number, stage: number }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('import' as const),
      rows: fc.array(said, { minLength: 1, maxLength: 4 }),
      again: number,
      stage: number,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reclassify' as const),
      stream: number,
      hazardous: fc.boolean(),
      composition: number,
      stage: number,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('include' as const),
      stream: number,
      standard: number,
      included: fc.boolean(),
      month: fc.nat({ max: 5 }),
      day: fc.nat({ max: 27 }),
      stage: number,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('prove' as const),
      treatment: number,
      month: fc.nat({ max: 5 }),
      day: fc.nat({ max: 27 }),
      days: fc.integer({ min: 1, max: 200 }),
      yieldPercent: fc.option(fc.integer({ min: 1, max: 100 })),
      stage: number,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('store' as const),
      movement: number,
      site: number,
      stream: number,
      treatment: number,
      month: fc.nat({ max: 5 }),
      day: fc.nat({ max: 27 }),
      grams: fc.integer({ min: 1, max: 5_000_000 }),
      stage: number,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('empty' as const), which: number, stage: number }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('share' as const), tenths: fc.integer({ min: 1, max: 9 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('transfer' as const),
      month: fc.nat({ max: 5 }),
      day: fc.nat({ max: 27 }),
      tenths: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('boundary' as const),
      out: number,
      month: fc.nat({ max: 5 }),
      day: fc.nat({ max: 27 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('carry' as const),
      site: number,
      year: fc.nat({ max: 1 }),
      treatment: number,
      tonnes: fc.integer({ min: 1, max: 500 }),
      stage: number,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('tick' as const), times: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look' as const) }) },
);
type Command = typeof commands extends fc.Arbitrary<infer T> ? T : never;

const day = ({ month, day: of }: { month: number; day: number }) =>
  `2024-0${month + 1}-${String(of + 1).padStart(2, '0')}`;
const tonnes = (grams: number) => new Decimal(grams).div(1_000_000).toFixed();
const treatmentOf = ({ treatment }: { treatment: number }) => pick(treatments, treatment);

/** What the group's figure was at a moment when nothing was stale. */
interface Look {
  asOf: number;
  organisation: Organisation;
  figures: Figure[];
}

/** A document or a year that another record has already is refused, and rightly. */
const unlessTaken = <T>(recording: Promise<T>): Promise<T | undefined> =>
  recording.catch((error: { code?: string }) => {
    if (error.code !== 'already_exists') throw error;
    return undefined;
  });

class Run {
  readonly #tickets = new Map<string, string>();
  #made = 0;
  readonly looks: Look[] = [];

  readonly #proofs: string[] = [];
  readonly #movements: string[] = [];

  readonly #values = (one: Said, ticket: string) => ({
    ...company.load({
      ...{ site: company.id[pick(sites, one.site)] as string, on: day(one), tonnes: tonnes(one.grams), ticket },
      ...{
        stream: company.id[pick(streams, one.stream)] as string,
        treatment: treatmentOf(one),
        basis: one.estimated ? 'estimated' : 'weighed',
      },
    }),
    toSite: one.to === null || pick(sites, one.to) === pick(sites, one.site) ? null : company.id[pick(sites, one.to)],
  });

  async #carryTo(kind: string, id: string, stage: (typeof stages)[number]): Promise<void> {
    const { people } = company;
    if (stage === 'draft') return;
    const isOfGroup = kindOf(kind).owner === 'group';
    await company.step(isOfGroup ? people.analyst : people.administrator, kind, 'submit', [id]);
    if (stage === 'submitted') return;
    if (kindOf(kind).review === 'two-step') await company.step(people.reviewer, kind, 'review', [id]);
    if (stage === 'reviewed') return;
    await company.step(isOfGroup ? people.administrator : people.secondReviewer, kind, 'approve', [id]);
  }

  async do(command: Command): Promise<void> {
    const { people, id } = company;
    const record = (kind: string, given: Parameters<SmallCompany['record']>[2], actor: Actor = people.administrator) =>
      company.record(actor, kind, given, { reason: 'a test' });
    const newest = async (which: number) => {
      const ids = [...this.#tickets.keys()];
      return ids.length === 0 ? undefined : company.newest('waste.load', pick(ids, which));
    };
    switch (command.do) {
      case 'load': {
        const recordId = uuidv7();
        const ticket = `T${++this.#made}`;
        await record('waste.load', [{ id: recordId, values: this.#values(command.said, ticket) }]);
        this.#tickets.set(recordId, ticket);
        return this.#carryTo('waste.load', recordId, pick(stages, command.stage));
      }
      case 'correct': {
        const before = await newest(command.which);
        if (!before) return;
        const values = this.#values(command.said, this.#tickets.get(before.id) as string);
        const made = await unlessTaken(record('waste.load', [{ id: before.id, values, basedOn: before.revision }]));
        if (made?.[0]?.outcome === 'changed') await this.#carryTo('waste.load', before.id, pick(stages, command.stage));
        return;
      }
      case 'step': {
        const before = await newest(command.which);
        if (!before || before.state === 'approved') return;
        const next = { draft: 'submit', returned: 'submit', submitted: 'review', reviewed: 'approve' } as const;
        const back = before.state === 'submitted' || before.state === 'reviewed' ? command.step % 3 === 0 : false;
        if (back)
          return company.step(people.reviewer, 'waste.load', 'return', [before.id], [{ field: null, words: 'Why?' }]);
        const step = next[before.state];
        return company.step(
          step === 'submit' ? people.administrator : step === 'review' ? people.reviewer : people.secondReviewer,
          'waste.load',
          step,
          [before.id],
        );
      }
      case 'void': {
        const before = await newest(command.which);
        if (!before || before.voided) return;
        await record('waste.load', [{ id: before.id, values: {}, basedOn: before.revision, void: true }]);
        return this.#carryTo('waste.load', before.id, pick(stages, command.stage));
      }
      case 'import': {
        const lines = command.rows.map((one, index) => {
          // Some rows are new, some say again what is there with another mass.
          const ticket = index === 0 && this.#made > 0 ? `T${(command.again % this.#made) + 1}` : `T${++this.#made}`;
          return [
            pick(sites, one.site),
            day(one),
            pick(streams, one.stream),
            treatmentOf(one),
            tonnes(one.grams),
            'weigh_ticket',
            ticket,
            '1',
            'V1',
          ].join(',');
        });
        const path = join(folder, 'late.csv');
        writeFileSync(
          path,
          `Factory,Departed on,Waste stream,Treatment,Own weight (t),Document type,Document number,Document line,Vendor\n${lines.join('\n')}\n`,
        );
        const state = pick(['draft', 'submitted', 'approved'] as const, command.stage);
        await importFile(
          company.intake,
          state === 'approved' ? operator : people.administrator,
          {
            importId: uuidv7(),
            kind: kindOf('waste.load'),
            path,
            fileName: 'late.csv',
            sha256: null,
            fixed: {},
            chosen: {},
            mended: {},
          },
          { acceptGood: true, state, via: 'import' },
        );
        for (const row of await company.all(
          sql<{
            id: string;
            ticket: string;
          }>`select id, document_number as ticket from waste_load where latest and not voided`,
        ))
          this.#tickets.set(row.id, row.ticket);
        return;
      }
      case 'reclassify': {
        const code = pick(streams, command.stream);
        const before = await company.newest('waste.stream', id[code] as string);
        const values = {
          ...before.values,
          hazardous: command.hazardous,
          composition: pick(['paper', 'mixed', 'oil'], command.composition),
        };
        const [done] = await record(
          'waste.stream',
          [{ id: before.id, values, basedOn: before.revision }],
          people.analyst,
        );
        if (done?.outcome === 'changed')
          await this.#carryTo(
            'waste.stream',
            before.id,
            pick(['draft', 'submitted', 'approved'] as const, command.stage),
          );
        return;
      }
      case 'include': {
        const before = await company.newest('waste.stream', id[pick(streams, command.stream)] as string);
        const from = day(command);
        const standard = pick(standards, command.standard);
        // A new line ends the one before it, as somebody would write it.
        const lines = [
          ...before.lines
            .filter((line) => line.standard !== standard || (line.from as string) < from)
            .map((line) => (line.standard === standard && line.before === null ? { ...line, before: from } : line)),
          { standard, included: command.included, from, before: null, ground: 'by_product', reason: 'A test' },
        ];
        const given = [{ id: before.id, values: before.values, lines, basedOn: before.revision }];
        const [done] = await record('waste.stream', given, people.analyst);
        if (done?.outcome === 'changed')
          await this.#carryTo(
            'waste.stream',
            before.id,
            pick(['draft', 'submitted', 'approved'] as const, command.stage),
          );
        return;
      }
      case 'prove': {
        const from = day(command);
        const values = {
          ...{ vendor: id.V1, treatment: treatmentOf(command), plant: { en: 'Plant', zh: '工厂' }, from },
          before: addDays(from as CalendarDate, command.days),
          document: `Letter ${++this.#made}`,
          ...(command.yieldPercent === null
            ? {}
            : {
                yieldShare: new Decimal(command.yieldPercent).div(100).toFixed(2),
                residueTreatment: treatmentOf({ treatment: command.treatment + 1 }),
              }),
        };
        const recordId = uuidv7();
        const made = await unlessTaken(record('waste.vendor-proof', [{ id: recordId, values }], people.analyst));
        if (!made) return;
        this.#proofs.push(recordId);
        return this.#carryTo(
          'waste.vendor-proof',
          recordId,
          pick(['draft', 'submitted', 'approved', 'approved'] as const, command.stage),
        );
      }
      case 'store': {
        const movement = pick(movements, command.movement);
        const recordId = uuidv7();
        await record('waste.storage-movement', [
          {
            id: recordId,
            values: {
              ...{
                site: id[pick(sites, command.site)],
                stream: id[pick(streams, command.stream)],
                movedOn: day(command),
              },
              ...{ movement, number: `K${++this.#made}` },
              massTonnes: { value: tonnes(command.grams), entered: `${tonnes(command.grams)} t`, basis: 'weighed' },
              ...(movement === 'on_site' ? { treatment: treatmentOf(command) } : {}),
            },
          },
        ]);
        this.#movements.push(recordId);
        return this.#carryTo(
          'waste.storage-movement',
          recordId,
          pick(['draft', 'submitted', 'approved', 'approved'] as const, command.stage),
        );
      }
      case 'empty': {
        // An entry of a dated list that never was: a proof or a movement is taken back.
        const all = [
          ...this.#proofs.map((one) => ['waste.vendor-proof', one] as const),
          ...this.#movements.map((one) => ['waste.storage-movement', one] as const),
        ];
        if (all.length === 0) return;
        const [kind, recordId] = pick(all, command.which);
        const before = await company.newest(kind, recordId);
        if (before.voided) return;
        const given = [{ id: recordId, values: {}, basedOn: before.revision, void: true }];
        await record(kind, given, kind === 'waste.vendor-proof' ? people.analyst : people.administrator);
        return this.#carryTo(kind, recordId, pick(['submitted', 'approved'] as const, command.stage));
      }
      case 'share': {
        const given = await Promise.all(
          (['SZ-E1', 'SZ-E2'] as const).map(async (which, index) => {
            const before = await company.newest('factories.membership', id[which] as string);
            const share = new Decimal(index === 0 ? command.tenths : 10 - command.tenths).div(10).toFixed();
            return { id: before.id, values: { ...before.values, share }, basedOn: before.revision };
          }),
        );
        await record('factories.membership', given);
        return;
      }
      case 'transfer': {
        // From this day on, a part of Wuhu belongs to the third entity.
        const before = await company.newest('factories.membership', id['WH-E2'] as string);
        if (before.values.before !== null) return;
        const from = day(command);
        const share = new Decimal(command.tenths).div(10);
        const part = (entity: string, of: Decimal) => ({
          id: uuidv7(),
          values: { site: id.WH, entity: id[entity], share: of.toFixed(), from, before: null },
        });
        await record('factories.membership', [
          { id: before.id, values: { ...before.values, before: from }, basedOn: before.revision },
          part('E2', new Decimal(1).minus(share)),
          part('E3', share),
        ]);
        return;
      }
      case 'boundary': {
        const before = await company.newest('factories.boundary', id.B1 as string);
        const out = pick(sites, command.out);
        const lines = sites.filter((one) => one !== out).map((one) => ({ site: id[one] }));
        if (before.values.before === null) {
          // One factory leaves the boundary on this day.
          const from = day(command);
          await record('factories.boundary', [
            {
              id: before.id,
              values: { ...before.values, before: from },
              lines: before.lines,
              basedOn: before.revision,
            },
            { id: uuidv7(), values: { ...before.values, code: 'B2', from, before: null }, lines },
          ]);
        } else
          await record('factories.boundary', [
            { id: before.id, values: before.values, lines, basedOn: before.revision },
          ]);
        return;
      }
      case 'carry': {
        const recordId = uuidv7();
        const values = {
          ...{
            site: id[pick(sites, command.site)],
            year: String(2021 + command.year),
            treatment: treatmentOf(command),
            hazardous: false,
          },
          ...{
            massTonnes: { value: String(command.tonnes), entered: `${command.tonnes} t` },
            sourceDocument: 'Yearbook',
          },
        };
        const made = await unlessTaken(record('waste.carried-total', [{ id: recordId, values }]));
        if (made)
          await this.#carryTo(
            'waste.carried-total',
            recordId,
            pick(['draft', 'submitted', 'approved'] as const, command.stage),
          );
        return;
      }
      case 'tick':
        for (let time = 0; time < command.times; time++) await company.figures.tick();
        return;
      case 'look': {
        await company.figures.settle();
        const keys = (['SZ', 'E2'] as const).map((code) =>
          key('waste.shipped-mass', id[code] as string, '2024', 'approved'),
        );
        const figures = await company.figures.ask(
          [
            ...['waste.conversion-rate', 'waste.gri306-generated'].map((kpi) =>
              key(kpi, company.groupId, '2024-H1', 'approved'),
            ),
            ...keys,
          ],
          people.auditor,
        );
        const { asOf } = await company.one(sql<{ asOf: number }>`select app_seq() as "asOf"`);
        const { organisation } = await company.db.as(people.auditor, (tx) => company.figures.context(tx));
        this.looks.push({ asOf, organisation, figures: figures as Figure[] });
        return;
      }
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// A second opinion, of the records alone: read row by row, added in JavaScript.

const key = (kpi: string, scopeId: string, period: string, basis: Basis): FigureKey => ({
  kpi,
  scopeId,
  period,
  basis,
});
interface Span {
  from: string;
  before: string | null;
}
const within = (date: string, { from, before }: Span) => from <= date && (before === null || date < before);

interface Row {
  site: string;
  on: string;
  /** without the receiver, which is told by the scope that is asked */
  dims: (string | null)[];
  /** loads say null where nobody of ours took it; the storage ledger says nothing */
  receiver?: string | null;
  mass: Decimal;
  basis: Basis[];
  estimated: boolean;
  /** of a yearly total: the year */
  year?: string;
}

async function readEverything() {
  const counts = sql`approved_seq is not null and ended_seq is null and not voided`;
  const open = sql`latest and state in ('submitted', 'reviewed')`;
  const both = (table: string) => sql`(${counts}) as counts, (${open} and not voided) as waits,
    exists (select 1 from ${sql.table(table)} n where n.id = t.id and n.latest and n.state in ('submitted', 'reviewed') and n.revision > t.revision) as replaced`;
  const basis = (row: { counts: boolean; waits: boolean; replaced: boolean }): Basis[] => [
    ...(row.counts ? (['approved'] as const) : []),
    ...((row.counts && !row.replaced) || row.waits ? (['shown'] as const) : []),
  ];
  type Three = { counts: boolean; waits: boolean; replaced: boolean };
  const streamsNow = new Map(
    (
      await company.all(
        sql<{
          id: string;
          hazardous: boolean;
          in_ul_scope: boolean;
          composition: string;
        }>`select * from waste_stream where ${counts}`,
      )
    ).map((one) => [one.id, one]),
  );
  const lines = await company.all(sql<
    Span & { stream_id: string; standard: string; included: boolean }
  >`select s.id as stream_id, l.standard, l.included, l.from_on as "from", l.before_on as before
    from waste_stream s join waste_stream_inclusion l on l.record_id = s.id and l.revision = s.revision where ${counts}`);
  const proofs = await company.all(
    sql<
      Span & {
        id: string;
        vendor_id: string;
        treatment: string;
        yield_share: string | null;
        residue_treatment: string | null;
      }
    >`select *, from_on as "from", before_on as before from waste_vendor_proof where ${counts}`,
  );
  const moved = await company.all(
    sql<
      Three & {
        site_id: string;
        moved_on: string;
        movement: string;
        treatment: string | null;
        stream_id: string;
        mass_tonnes: string;
      }
    >`select t.*, ${both('waste_storage_movement')} from waste_storage_movement t`,
  );
  const youngest = <T extends Span>(list: readonly T[], on: string): T | undefined =>
    list.filter((one) => within(on, one)).sort((one, other) => (one.from < other.from ? 1 : -1))[0];
  const includedBy = (standard: string, stream: string, on: string) =>
    youngest(
      lines.filter((one) => one.stream_id === stream && one.standard === standard),
      on,
    )?.included;
  const isKept = (site: string, stream: string, on: string) =>
    moved.some(
      (one) =>
        one.counts &&
        one.movement === 'opening' &&
        one.site_id === site &&
        one.stream_id === stream &&
        one.moved_on <= on,
    );
  const loads = await company.all(
    sql<
      Three & {
        site_id: string;
        departed_on: string;
        treatment: string;
        stream_id: string;
        vendor_id: string;
        to_site_id: string | null;
        counting_mass_tonnes: string;
        own_mass_tonnes_basis: string;
      }
    >`select t.*, ${both('waste_load')} from waste_load t`,
  );
  const totals = await company.all(
    sql<
      Three & { site_id: string; year_on: string; treatment: string; hazardous: boolean; mass_tonnes: string }
    >`select t.*, ${both('waste_carried_total')} from waste_carried_total t`,
  );
  const dimsOfLoad = (one: (typeof loads)[number]) => {
    const stream = streamsNow.get(one.stream_id);
    const proof = youngest(
      proofs.filter((each) => each.vendor_id === one.vendor_id && each.treatment === one.treatment),
      one.departed_on,
    );
    const included = (standard: string) => includedBy(standard, one.stream_id, one.departed_on);
    return [
      one.treatment,
      String(stream?.hazardous),
      String(included('ul2799') ?? stream?.in_ul_scope),
      stream?.composition ?? null,
      String(included('owner') ?? true),
      String(included('gri306') ?? true),
      String(proof !== undefined),
      proof?.yield_share ? new Decimal(proof.yield_share).toFixed() : null,
      proof?.residue_treatment ?? null,
      String(isKept(one.site_id, one.stream_id, one.departed_on)),
    ];
  };
  const stored: Row[] = moved.map((one) => {
    const stream = streamsNow.get(one.stream_id);
    return {
      ...{
        site: one.site_id,
        on: one.moved_on,
        mass: new Decimal(one.mass_tonnes),
        basis: basis(one),
        estimated: false,
      },
      dims: [
        ...[one.movement, one.treatment, String(stream?.hazardous), stream?.composition ?? null],
        String(includedBy('gri306', one.stream_id, one.moved_on) ?? true),
        String(isKept(one.site_id, one.stream_id, one.moved_on)),
      ],
    };
  });
  const rows: Row[] = [
    ...loads.map((one) => ({
      ...{ site: one.site_id, on: one.departed_on, dims: dimsOfLoad(one), receiver: one.to_site_id },
      ...{
        mass: new Decimal(one.counting_mass_tonnes),
        basis: basis(one),
        estimated: one.own_mass_tonnes_basis === 'estimated',
      },
    })),
    ...totals.map((one) => ({
      ...{
        site: one.site_id,
        on: one.year_on,
        year: one.year_on,
        receiver: null,
        dims: [
          ...[one.treatment, String(one.hazardous), 'true', 'not_recorded', 'true', 'true', 'true'],
          ...[null, null, 'false'],
        ],
      },
      ...{ mass: new Decimal(one.mass_tonnes), basis: basis(one), estimated: false },
    })),
  ];
  const members = await company.all(
    sql<
      Span & { site_id: string; entity_id: string; share: string }
    >`select *, from_on as "from", before_on as before from factories_membership where ${counts}`,
  );
  const regions = new Map(
    (
      await company.all(
        sql<{ id: string; region_id: string }>`select id, region_id from factories_site where ${counts}`,
      )
    ).map((one) => [one.id, one.region_id]),
  );
  const boundary = await company.all(sql<
    Span & { site_id: string }
  >`select l.site_id, b.from_on as "from", b.before_on as before
    from factories_boundary b join factories_boundary_line l on l.record_id = b.id and l.revision = b.revision where ${counts}`);
  return { rows, stored, members, regions, boundary };
}

/** The sums of a figure by group and dimensions, and its cover, as the records say. */
function secondOpinion(world: Awaited<ReturnType<typeof readEverything>>, asked: FigureKey) {
  const kpi = kpis.get(asked.kpi);
  const period = parsePeriod(asked.period);
  type Place = Pick<Row, 'site' | 'on'>;
  const inBoundary = (row: Place) => world.boundary.some((one) => one.site_id === row.site && within(row.on, one));
  const members = (row: Place) => world.members.filter((one) => one.site_id === row.site && within(row.on, one));
  const weights = (row: Place): [group: string, weight: Decimal][] => {
    const isEntity = world.members.some((one) => one.entity_id === asked.scopeId);
    const isRegion = [...world.regions.values()].includes(asked.scopeId);
    if (isEntity)
      return members(row).flatMap((one) =>
        one.entity_id === asked.scopeId ? [[asked.scopeId, new Decimal(one.share)]] : [],
      );
    if (asked.scopeId !== company.groupId && !isRegion)
      return row.site === asked.scopeId ? [[asked.scopeId, new Decimal(1)]] : [];
    if (isRegion && world.regions.get(row.site) !== asked.scopeId) return [];
    if (!inBoundary(row)) return [];
    return kpi?.each
      ? members(row).map((one) => [one.entity_id, new Decimal(one.share)])
      : [[asked.scopeId, new Decimal(1)]];
  };
  const sums = new Map<string, Decimal>();
  let records = 0;
  let [approved, shown, estimated] = [new Decimal(0), new Decimal(0), new Decimal(0)];
  let counted = new Decimal(0);
  let isAnything = false;
  const all = [...world.rows, ...(asked.kpi === 'waste.gri306-generated' ? world.stored : [])];
  for (const row of all) {
    const before = row.year ? `${Number(row.year.slice(0, 4)) + 1}-01-01` : '';
    if (row.year ? row.year < period.from || before > period.before : row.on < period.from || row.on >= period.before)
      continue;
    for (const [group, weight] of weights(row)) {
      const mass = row.mass.times(weight);
      if (row.basis.includes(asked.basis)) {
        const isInside =
          typeof row.receiver === 'string' &&
          weights({ site: row.receiver, on: row.on }).some(([receiving]) => receiving === group);
        const of =
          row.receiver === undefined
            ? `${group} waste.stored ${row.dims.join(' ')}`
            : `${group}  ${[...row.dims, isInside ? 'inside' : null].join(' ')}`;
        if (!isInside) {
          counted = counted.plus(mass);
          isAnything = true;
        }
        sums.set(of, (sums.get(of) ?? new Decimal(0)).plus(mass));
        records += 1;
      }
      if (row.basis.includes('approved')) approved = approved.plus(mass);
      if (row.basis.includes('approved') && row.estimated) estimated = estimated.plus(mass);
      if (row.basis.includes('shown')) shown = shown.plus(mass);
    }
  }
  return { sums, records, approved, shown, estimated, counted, isAnything };
}

const plainSums = (groups: Figure['result']['groups']) =>
  Object.fromEntries(
    groups
      .flatMap((group) => group.rows.map((row) => [`${group.scopeId} ${row.of ?? ''} ${row.dims.join(' ')}`, row.sum]))
      .sort(),
  );
const plainOpinion = (sums: ReadonlyMap<string, Decimal>) =>
  Object.fromEntries([...sums].map(([of, sum]) => [of, sum.toFixed()]).sort());

const periods = ['2024-03', '2024-H1', 'R12-2024-05', '2021', '2021-01-01..2024-07-01', '2024-02-10..2024-04-20'];
const bases = ['approved', 'shown'] as const;
function allKeys(): FigureKey[] {
  const scopes = [
    company.groupId,
    ...['EC', 'VN', 'E1', 'E2', 'E3', 'SZ', 'WH', 'HP'].map((code) => company.id[code] as string),
  ];
  const perScope = scopes.flatMap((scopeId) =>
    periods.flatMap((period) => bases.map((basis) => key('waste.shipped-mass', scopeId, period, basis))),
  );
  const rates = [
    ...['waste.conversion-rate', 'waste.conversion-rate-entity-mean', 'waste.ul2799-diversion-rate'],
    'waste.gri306-generated',
  ];
  return [
    ...perScope,
    ...rates.flatMap((kpi) =>
      ['2024-H1', '2024-05-05..2024-05-25'].flatMap((period) =>
        bases.map((basis) => key(kpi, company.groupId, period, basis)),
      ),
    ),
  ];
}

async function expectAllRight(): Promise<void> {
  const keys = allKeys();
  const figures = (await company.figures.ask(keys, company.people.auditor)) as Figure[];
  const world = await readEverything();
  const codes = new Map(Object.entries(company.id).map(([code, one]) => [one, code]));
  for (const [index, asked] of keys.entries()) {
    const { result, stale } = figures[index] as Figure;
    const opinion = secondOpinion(world, asked);
    const where = `${asked.kpi} ${codes.get(asked.scopeId) ?? 'group'} ${asked.period} ${asked.basis}`;
    expect([where, plainSums(result.groups)]).toEqual([where, plainOpinion(opinion.sums)]);
    expect([where, stale]).toEqual([where, false]);
    if (asked.kpi === 'waste.shipped-mass')
      expect([where, result.computed]).toEqual([
        where,
        opinion.isAnything
          ? expect.objectContaining({ value: opinion.counted.toFixed() })
          : { noData: 'no_loads_in_period' },
      ]);
    const { coverage } = result;
    expect([where, coverage.records, coverage.estimatedShare, coverage.approvedShare]).toEqual([
      where,
      opinion.records,
      opinion.approved.isZero() ? null : opinion.estimated.div(opinion.approved).toFixed(),
      opinion.shown.isZero() ? null : Decimal.min(1, opinion.approved.div(opinion.shown)).toFixed(),
    ]);
  }
}

/** What the records say that counted at a past moment gives the figure that was there then. */
async function expectLooksRight(looks: readonly Look[]): Promise<void> {
  for (const { asOf, organisation, figures } of looks) {
    for (const figure of figures) {
      const kpi = kpis.get(figure.key.kpi);
      if (!kpi) throw new Error(figure.key.kpi);
      const period = parsePeriod(figure.key.period);
      const sums = await company.db.as(systemActor('figures'), (tx) =>
        sumKpiOfRecords(tx, kinds, kpi, organisation, { scopeId: figure.key.scopeId, period, moment: { asOf } }),
      );
      const groups = groupSums(kpi, organisation, figure.key.scopeId, period, sums);
      expect(plainSums(groups)).toEqual(plainSums(figure.result.groups));
      const context = await company.db.as(systemActor('figures'), (tx) => company.figures.context(tx));
      expect(computeFigure(kpi, period, groups, figure.result, parametersOf(context, kpi), context.packs)).toEqual(
        figure.result.computed,
      );
    }
  }
}

describe('random interleavings', () => {
  test('of writers and recomputing end in the figures that the records give', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(commands, { minLength: 8, maxLength: 30, size: 'max' }),
        fc.boolean(),
        async (all, together) => {
          await company.rewind();
          await company.figures.ask(allKeys(), company.people.auditor); // every figure is in the ledger from the start, and must be mended there
          const run = new Run();
          const beside = together ? company.figures.start() : undefined;
          try {
            for (const command of all) await run.do(command);
          } finally {
            await beside?.stop();
          }
          await company.figures.settle();
          await expectAllRight();
          await expectLooksRight(run.looks);
        },
      ),
      {
        numRuns: RUNS,
        endOnFailure: process.env.GREENFAB_SHRINK !== '1',
        ...(process.env.GREENFAB_SEED ? { seed: Number(process.env.GREENFAB_SEED) } : {}),
      },
    );
  }, 600_000);
});
