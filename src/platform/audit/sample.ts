// A sample: drawn from what counted at a number of the history, kept with who asked for it, and read again as it was.
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { type Period, printPeriod } from '#period/period.ts';
import { Exact } from '#units/quantity.ts';
import type { FoundScope } from '../access/find-scope.ts';
import type { Actor, Database, Tx } from '../db/database.ts';
import { appendEntry, digestOf, historySeq, type Via } from '../history/entry.ts';
import type { ExportWorld } from '../history/export.ts';
import { headNow } from '../history/export-file.ts';
import { inPeriod } from '../history/select.ts';
import type { Kpis } from '../kpi/declare.ts';
import { behindFigure } from '../kpi/drill.ts';
import type { Figures } from '../kpi/figures.ts';
import { columnOf, type Field, type RecordKind } from '../records/declare/kind.ts';
import { askedKind } from '../records/server/asked.ts';
import type { Kinds } from '../records/server/refs.ts';
import { Refused } from '../records/server/refusal.ts';
import type { AuditContribution } from './contribution.ts';
import { Drawing, printSampleHow, type SampleHow } from './how.ts';

/** What drawing needs of the installation. */
export interface SampleWorld extends ExportWorld {
  figures: Figures;
  kpis: Kpis;
  contributions: readonly AuditContribution[];
}

/** What is asked for. */
export interface SampleAsked {
  scope: FoundScope;
  period: Period;
  kinds: readonly string[];
  how: SampleHow;
  note?: string | undefined;
}

/** From how many records of a kind was drawn, how much they are, and which they were. */
export interface Population {
  kind: string;
  count: number;
  sum: string | null;
  /** SHA-256 over their ids, each with a line feed, in their order */
  digest: string;
}

/** A record as it stood when it was drawn. */
export interface DrawnRecord {
  kind: string;
  id: string;
  revision: number;
  hash: string;
  scopeId: string | null;
  quantity: string | null;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const PAGE = 5_000;

/** Whether records of a kind can be drawn for a period: they have a date, and somewhere to belong. */
export const canBeDrawn = (kind: RecordKind): boolean => kind.effective !== undefined && kind.owner === 'site';

/** The field by which the largest of a kind are drawn. @throws Refused `wrong_input` */
function quantityColumn(kind: RecordKind, field: string | undefined): RawBuilder<unknown> {
  if (field === undefined) return sql`null::text`;
  const of = kind.all.get(field);
  if (!of || !['quantity', 'decimal', 'integer'].includes(of.type)) throw new Refused('wrong_input');
  return sql`t.${sql.ref(columnOf(field, of as Field))}::text`;
}

const contributionOf = (world: SampleWorld, kind: string) => world.contributions.find((one) => one.kind === kind);

/** By which quantity a kind is listed and summed: the one asked for, else what its domain says. */
export const quantityOf = (world: SampleWorld, kind: string, how: SampleHow): string | undefined =>
  how.by === 'top' ? how.field : contributionOf(world, kind)?.quantity;

/** The records that are drawn from, page by page in order of id: what counted at `asOf`. */
export async function* populationOf(
  world: SampleWorld,
  actor: Actor,
  kind: RecordKind,
  asked: Pick<SampleAsked, 'scope' | 'period' | 'how'>,
  asOf: number,
): AsyncGenerator<DrawnRecord[]> {
  const figureKpi = contributionOf(world, kind.kind)?.figure;
  const [figure] = figureKpi
    ? await world.figures.ask(
        [{ kpi: figureKpi, scopeId: asked.scope.id, period: printPeriod(asked.period), basis: 'approved' as const }],
        actor,
      )
    : [];
  const dated = inPeriod(kind, asked.scope, asked.period);
  if (!dated) throw new Refused('unknown_kind');
  const quantity = quantityColumn(kind, quantityOf(world, kind.kind, asked.how));
  const site = sql.ref(`t.${kind.site ?? 'site'}_id`);
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await world.db.as(actor, async (tx) => {
      const behind = figure
        ? await behindFigure(tx, world.kinds, world.kpis, world.figures, kind, figure.id)
        : undefined;
      const found = await sql<Omit<DrawnRecord, 'kind'>>`
        select t.id, t.revision, encode(t.content_hash, 'hex') as hash, ${site} as "scopeId", ${quantity} as quantity
        from ${sql.table(kind.table)} t where t.id > ${after}::uuid and t.approved_seq < ${asOf} and (t.ended_seq is null or t.ended_seq >= ${asOf})
          and not t.voided and ${behind?.condition ?? dated} order by t.id limit ${PAGE}`.execute(tx);
      return found.rows;
    });
    if (rows.length > 0) yield rows.map((row) => ({ kind: kind.kind, ...row }));
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id as string;
  }
}

/** Draws from one kind. */
async function drawKind(
  world: SampleWorld,
  actor: Actor,
  kind: RecordKind,
  asked: SampleAsked,
  asOf: number,
): Promise<{ population: Population; drawn: DrawnRecord[] }> {
  const drawing = new Drawing<DrawnRecord>(asked.how, sha256);
  const digest = createHash('sha256');
  let [count, sum] = [0, new Exact(0)];
  for await (const page of populationOf(world, actor, kind, asked, asOf))
    for (const row of page) {
      drawing.add(row);
      digest.update(`${row.id}\n`);
      count += 1;
      sum = sum.plus(row.quantity ?? 0);
    }
  const hasSum = quantityOf(world, kind.kind, asked.how) !== undefined;
  return {
    population: { kind: kind.kind, count, sum: hasSum ? sum.toFixed() : null, digest: digest.digest('hex') },
    drawn: drawing.drawn(),
  };
}

/** What would be drawn from: how many of each kind, without a word of which would be drawn. */
export async function countPopulations(world: SampleWorld, actor: Actor, asked: SampleAsked): Promise<Population[]> {
  const head = await headNow(world);
  const populations: Population[] = [];
  for (const id of asked.kinds)
    populations.push(
      (await drawKind(world, actor, askedKind(world.kinds, id), asked, head?.beforeSeq ?? 0)).population,
    );
  return populations;
}

/**
 * Draws a sample and keeps it: whoever asks for the same again is seen to have asked again.
 * @returns its id
 * @throws Refused `nothing_to_sample` when there is nothing to draw from
 */
export async function drawSample(world: SampleWorld, actor: Actor, asked: SampleAsked, via: Via): Promise<string> {
  const asOf = (await headNow(world))?.beforeSeq ?? 0;
  const populations: Population[] = [];
  const drawn: DrawnRecord[] = [];
  for (const id of asked.kinds) {
    const one = await drawKind(world, actor, askedKind(world.kinds, id), asked, asOf);
    populations.push(one.population);
    drawn.push(...one.drawn);
  }
  if (drawn.length === 0) throw new Refused('nothing_to_sample');
  const id = uuidv7();
  const { scope, period, kinds, how, note } = asked;
  await world.db.as(actor, async (tx) => {
    const seq = await historySeq(tx);
    await sql`insert into audit_sample (id, seq, actor, scope_id, period, kinds, how, note, as_of)
      values (${id}, ${seq}, app_actor(), ${scope.id}, ${printPeriod(period)}, ${[...kinds]}, ${printSampleHow(how)}, ${note ?? null}, ${asOf})`.execute(
      tx,
    );
    await sql`insert into audit_population (sample_id, kind, count, sum, digest)
      select ${id}, u.kind, u.count, u.sum, decode(u.digest, 'hex')
      from jsonb_to_recordset(${JSON.stringify(populations)}::jsonb) as u (kind text, count integer, sum numeric, digest text)`.execute(
      tx,
    );
    const rows = drawn.map((one, at) => ({ ...one, position: at + 1 }));
    await sql`insert into audit_sample_record (sample_id, position, kind, record_id, revision, content_hash, scope_id, quantity)
      select ${id}, u.position, u.kind, u.id, u.revision, decode(u.hash, 'hex'), u."scopeId", u.quantity
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u (position integer, kind text, id uuid, revision integer, hash text, "scopeId" uuid, quantity numeric)`.execute(
      tx,
    );
    const [only] = kinds;
    await appendEntry(tx, {
      ...{ seq, via, action: 'sample', kind: kinds.length === 1 ? (only ?? null) : null, scopeId: scope.id },
      ...{ reason: `${printPeriod(period)} ${printSampleHow(how)}`, rows: drawn.length, digest: digestOf(drawn) },
    });
  });
  return id;
}

/** A sample as it was drawn. */
export interface KeptSample {
  id: string;
  seq: number;
  asOf: number;
  at: Date;
  actor: string;
  actorName: { en: string; zh: string };
  scopeId: string;
  period: string;
  kinds: string[];
  how: string;
  note: string | null;
  populations: Population[];
  records: DrawnRecord[];
}

/** A sample in a list: without its records, but with how many there are and how its questions stand. */
export type ListedSample = Omit<KeptSample, 'records' | 'populations'> & {
  count: number;
  questions: { open: number; answered: number; settled: number };
};

const sampleColumns = sql`s.id, s.seq, s.as_of as "asOf", s.at, s.actor, s.scope_id as "scopeId", s.period, s.kinds, s.how, s.note,
  jsonb_build_object('en', coalesce(a.name_en, s.actor), 'zh', coalesce(a.name_zh, s.actor)) as "actorName"`;

/** Samples of a scope and below, the newest first. */
export async function listSamples(tx: Tx, scope: FoundScope): Promise<ListedSample[]> {
  const where =
    scope.type === 'group'
      ? sql`true`
      : sql`s.scope_id = any(${`{${[scope.id, ...scope.siteIds].join(',')}}`}::uuid[])`;
  const { rows } = await sql<ListedSample>`
    select ${sampleColumns}, (select count(*)::int from audit_sample_record r where r.sample_id = s.id) as count,
      (select jsonb_build_object('open', count(*) filter (where l.says = 'ask'), 'answered', count(*) filter (where l.says = 'answer'),
        'settled', count(*) filter (where l.says = 'settle'))
       from audit_question q cross join lateral (select says from audit_message m where m.question_id = q.id order by m.seq desc, m.id desc limit 1) l
       where exists (select from audit_sample_record r where r.sample_id = s.id and r.kind = q.kind and r.record_id = q.record_id)) as questions
    from audit_sample s left join person_attribute a on a.person_id::text = s.actor where ${where} order by s.seq desc limit 200`.execute(
    tx,
  );
  return rows;
}

/** One sample. @throws Refused `not_found` */
export async function readSample(tx: Tx, id: string): Promise<KeptSample> {
  const { rows } = await sql<Omit<KeptSample, 'populations' | 'records'>>`
    select ${sampleColumns} from audit_sample s left join person_attribute a on a.person_id::text = s.actor where s.id = ${id}`.execute(
    tx,
  );
  const [sample] = rows;
  if (!sample) throw new Refused('not_found');
  const populations = await sql<Population>`
    select p.kind, p.count, p.sum::text, encode(p.digest, 'hex') as digest from audit_population p join audit_sample s on s.id = p.sample_id
    where p.sample_id = ${id} order by array_position(s.kinds, p.kind)`.execute(tx);
  const records = await sql<DrawnRecord>`
    select kind, record_id as id, revision, encode(content_hash, 'hex') as hash, scope_id as "scopeId", quantity::text
    from audit_sample_record where sample_id = ${id} order by position`.execute(tx);
  return { ...sample, populations: populations.rows, records: records.rows };
}

/** Records that speak for those of a sample, as the domains know them. */
export async function relatedOf(
  db: Database,
  actor: Actor,
  world: { contributions: readonly AuditContribution[]; kinds: Kinds },
  records: readonly DrawnRecord[],
): Promise<{ of: string; kind: string; id: string }[]> {
  const found: { of: string; kind: string; id: string }[] = [];
  for (const { kind, related } of world.contributions) {
    const ids = records.flatMap((one) => (one.kind === kind ? [one.id] : []));
    if (related && ids.length > 0) found.push(...(await db.as(actor, (tx) => related(tx, ids))));
  }
  return found.filter((one) => world.kinds.has(one.kind));
}
