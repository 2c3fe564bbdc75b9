// How an aggregate's sum and dimensions are written in SQL: fields, fields of what is referred to, and dated lists.
import { type RawBuilder, sql } from 'kysely';
import { columnOf, type Field, type RecordKind } from '../records/declare/kind.ts';
import type { Kinds } from '../records/server/refs.ts';
import type { Aggregate, DatedDimension } from './declare.ts';
import { type Assumption, lookedUpAt, type Moment } from './moment.ts';

/** An aggregate bound to its tables: how its sum, dimensions and joins are written in SQL over the table alias `t`. */
export interface BoundAggregate {
  kind: RecordKind;
  /** what `t` is: the table of the records, or each of their lines with the columns of its record */
  from: RawBuilder<unknown>;
  sum: RawBuilder<string>;
  dims: RawBuilder<string[]>;
  /** the same dimensions one by one, in the order of `by` */
  each: readonly RawBuilder<string | null>[];
  joins: RawBuilder<unknown>;
  estimated: RawBuilder<boolean>;
  /** whether it is one of the records that the aggregate is of */
  only: RawBuilder<boolean>;
  site: RawBuilder<string>;
  effective: RawBuilder<string>;
  /** the site that received it, where the aggregate tells transfers apart */
  receiver: RawBuilder<string | null> | undefined;
  /** columns of `t` that dimensions and joins read: records alike in them are alike in all that is looked up for them */
  reads: readonly string[];
}

/** The column of a field. @throws where the kind has no such field */
export function fieldColumn(kind: RecordKind, path: string): string {
  const of = kind.all.get(path) as Field | undefined;
  if (!of) throw new Error(`${kind.kind}: no field "${path}" to sum by`);
  return columnOf(path, of);
}

/** A field of the record, or one of its lines where these are summed. */
function summedColumn(kind: RecordKind, { lines }: Aggregate, path: string): string {
  const [name, field = ''] = path.split('.');
  const of = lines && kind.lines?.name === name ? kind.lines?.fields[field] : undefined;
  return of ? `line_${columnOf(field, of)}` : fieldColumn(kind, path);
}

/** The records, or their lines: each with all columns of its record, so that it counts whenever that does. */
function summedRows(kind: RecordKind, aggregate: Aggregate): RawBuilder<unknown> {
  const { lines } = kind;
  if (!aggregate.lines) return sql`${sql.table(kind.table)}`;
  if (!lines) throw new Error(`${aggregate.id}: ${kind.kind} has no lines`);
  // A text in two languages has no column of its own.
  const fields = Object.entries(lines.fields).filter(([, of]) => of.type !== 'local');
  const columns = fields.map(([path, of]) => {
    const column = columnOf(path, of);
    return sql`l.${sql.ref(column)} as ${sql.ref(`line_${column}`)}`;
  });
  return sql`(select r.*, ${sql.join(columns)} from ${sql.table(kind.table)} r
    join ${sql.table(`${kind.table}_${lines.name}`)} l on l.record_id = r.id and l.revision = r.revision)`;
}

function columnNameOf(fields: ReadonlyMap<string, Field>, { of }: DatedDimension, path: string): string {
  const field = fields.get(path);
  if (!field) throw new Error(`${of}: no field "${path}" to ask`);
  return columnOf(path, field);
}

class Binding {
  readonly kind: RecordKind;
  readonly joined = new Map<string, RawBuilder<unknown>>();
  /** aliases of the entries that are looked up already */
  readonly #entries = new Map<string, string>();
  readonly #kinds: Kinds;
  readonly #aggregate: Aggregate;
  readonly #moment: Moment;
  readonly #assuming: Assumption | undefined;

  constructor(kinds: Kinds, aggregate: Aggregate, moment: Moment, assuming: Assumption | undefined) {
    const kind = kinds.get(aggregate.of);
    if (!kind) throw new Error(`${aggregate.id}: unknown kind ${aggregate.of}`);
    this.kind = kind;
    this.#kinds = kinds;
    this.#aggregate = aggregate;
    this.#moment = moment;
    this.#assuming = assuming;
  }

  readonly reads = new Set<string>();

  #column(name: string): RawBuilder<unknown> {
    this.reads.add(name);
    return sql.ref(`t.${name}`);
  }

  own(path: string): RawBuilder<unknown> {
    return this.#column(summedColumn(this.kind, this.#aggregate, path));
  }

  /** A field, or a field of the revision of a reference that counts at the same moment, as a past figure saw it then. */
  field(path: string): RawBuilder<string | null> {
    const [reference = '', field = ''] = path.split('.');
    const isOfLine = this.#aggregate.lines && reference === this.kind.lines?.name;
    if (this.kind.all.has(path) || isOfLine) return sql`${this.own(path)}::text`;
    const of = this.kind.flat.get(reference);
    const target = of?.type === 'ref' ? this.#kinds.get(of.to) : undefined;
    if (!of || !target) throw new Error(`${this.#aggregate.id}: no reference "${reference}"`);
    const alias = `r_${reference}`;
    this.joined.set(
      alias,
      sql`left join ${sql.table(target.table)} as ${sql.ref(alias)} on ${sql.ref(`${alias}.id`)} = ${this.#column(columnOf(reference, of))}
        and ${lookedUpAt(alias, target.kind, this.#moment, this.#assuming)}`,
    );
    return sql`${sql.ref(`${alias}.${fieldColumn(target, field)}`)}::text`;
  }

  /** What the entry of a dated list that holds on the record's date says. */
  dated(name: string, asked: DatedDimension): RawBuilder<string | null> {
    const list = this.#kinds.get(asked.of);
    if (!list || (asked.lines && !list.lines)) throw new Error(`${this.#aggregate.id}: no list ${asked.of}`);
    // Several dimensions may ask the same entry: it is looked up once.
    const { take, otherwise, ...source } = asked;
    const alias = `d_${name}`;
    const known = this.#entries.get(JSON.stringify(source));
    const entry = asked.lines ? 'l' : 'o';
    const fields = asked.lines ? new Map(Object.entries(list.lines?.fields ?? {})) : list.all;
    const column = (path: string): RawBuilder<unknown> => sql.ref(`${entry}.${columnNameOf(fields, asked, path)}`);
    if (known === undefined) {
      this.#entries.set(JSON.stringify(source), alias);
      const effective = this.own(this.kind.effective ?? '');
      const conditions = [
        lookedUpAt('o', list.kind, this.#moment, this.#assuming),
        ...Object.entries(asked.on).map(
          ([path, own]) => sql`${path === 'id' ? sql.ref('o.id') : column(path)} = ${this.own(own)}`,
        ),
        ...Object.entries(asked.where ?? {}).map(([path, code]) => sql`${column(path)} = ${code}`),
        sql`${column(asked.from)} <= ${effective}`,
        ...(asked.before ? [sql`(${column(asked.before)} is null or ${effective} < ${column(asked.before)})`] : []),
      ];
      const from = asked.lines
        ? sql`${sql.table(list.table)} o join ${sql.table(`${list.table}_${list.lines?.name}`)} l on l.record_id = o.id and l.revision = o.revision`
        : sql`${sql.table(list.table)} o`;
      this.joined.set(
        alias,
        sql`left join lateral (select ${sql.ref(entry)}.* from ${from} where ${sql.join(conditions, sql` and `)}
          order by ${column(asked.from)} desc, o.id limit 1) as ${sql.ref(alias)} on true`,
      );
    }
    const taken = (path: string) => sql.ref(`${known ?? alias}.${columnNameOf(fields, asked, path)}`);
    if (take === 'exists') return sql`(${taken(asked.from)} is not null)::text`;
    const value =
      fields.get(take.field)?.type === 'decimal'
        ? sql`trim_scale(${taken(take.field)})::text`
        : sql`${taken(take.field)}::text`;
    if (!otherwise) return sql<string | null>`${value}`;
    return sql`coalesce(${value}, ${'path' in otherwise ? this.field(otherwise.path) : sql`${otherwise.fixed}::text`})`;
  }
}

function onlyThose(kind: RecordKind, aggregate: Aggregate): RawBuilder<boolean> {
  const { where, sum } = aggregate;
  if (!where) return sql`true`;
  const column = (path: string) => sql.ref(`t.${summedColumn(kind, aggregate, path)}`);
  const codes = Object.entries(where).map(([path, list]) => sql`${column(path)} = any(${[...list]}::text[])`);
  return sql`(${sql.join([sql`${column(sum)} is not null`, ...codes], sql` and `)})`;
}

/**
 * Writes an aggregate as SQL over the table alias `t`.
 * @throws when it names a field that its kind does not have
 */
export function bindAggregate(
  kinds: Kinds,
  aggregate: Aggregate,
  moment: Moment,
  assuming?: Assumption,
): BoundAggregate {
  const binding = new Binding(kinds, aggregate, moment, assuming);
  const { kind } = binding;
  const each = aggregate.by.map((name) => {
    const dated = aggregate.dated?.[name];
    return dated ? binding.dated(name, dated) : binding.field(name);
  });
  const receiver =
    aggregate.receiver === undefined ? undefined : sql<string | null>`${binding.own(aggregate.receiver)}`;
  // With a receiver the sum is by day.
  if (receiver) binding.own(kind.effective ?? '');
  const reads = [...binding.reads];
  return {
    kind,
    from: summedRows(kind, aggregate),
    each,
    reads,
    sum: sql`${binding.own(aggregate.sum)}`,
    dims: sql`array[${sql.join(each)}]::text[]`,
    joins: sql.join([...binding.joined.values()], sql` `),
    estimated: aggregate.basis
      ? sql`${sql.ref(`t.${fieldColumn(kind, aggregate.basis)}_basis`)} = 'estimated'`
      : sql`false`,
    only: onlyThose(kind, aggregate),
    site: sql.ref(`t.${kind.site ?? 'site'}_id`),
    effective: sql`${binding.own(kind.effective ?? '')}`,
    receiver,
  };
}
