// The platform's own tables as the query builder sees them; record tables are reached through their declaration.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

type Json<T> = ColumnType<T, string, string>;
type Instant = ColumnType<Date, Date | string | undefined, Date | string>;

export interface Schema {
  schema_migration: { name: string; sha256: string; applied_at: Instant };
  history_clock: { only_row: boolean; base: number };
  scope_node: {
    id: string;
    type: 'group' | 'region' | 'entity' | 'site' | 'department' | 'supplier';
    code: string;
    name_en: string;
    name_zh: string;
    time_zone: Generated<string>;
    from_on: string | null;
    before_on: string | null;
    seq: number;
  };
  scope_edge: {
    id: string;
    parent_id: string;
    child_id: string;
    share: string;
    from_on: string;
    before_on: string | null;
    seq: number;
  };
  person: { id: string; user_name: string; active: Generated<boolean>; sample: Generated<boolean> };
  person_attribute: { person_id: string; name_en: string; name_zh: string; mail: string | null; language: 'en' | 'zh' };
  role_grant: { person_id: string; role: string; scope_id: string; from_on: string; before_on: string | null };
  post: {
    id: string;
    code: string;
    name_en: string;
    name_zh: string;
    scope_id: string;
    role: string;
    ended_on: string | null;
    seq: number;
  };
  post_holder: { post_id: string; person_id: string; from_on: string; before_on: string | null; seq: number };
  post_duty: { post_id: string; kind: string; record_id: string; seq: number };
  hand_over: {
    id: string;
    from_person: string;
    to_person: string;
    scope_id: string;
    on_date: string;
    moved: Json<Record<string, number>>;
    seq: number;
  };
  history_entry: {
    seq: number;
    n: number;
    at: Instant;
    actor: string;
    via: string;
    action: string;
    kind: string | null;
    scope_id: string | null;
    import_id: string | null;
    reason: string | null;
    rows: number;
    digest: Buffer;
  };
  history_block: {
    height: number;
    from_seq: number;
    before_seq: number;
    entries: number;
    merkle_root: Buffer;
    previous: Buffer;
    hash: Buffer;
    sealed_at: Instant;
  };
  review_event: {
    id: string;
    kind: string;
    record_id: string;
    revision: number;
    scope_id: string | null;
    step: 'submit' | 'review' | 'approve' | 'return';
    actor: string;
    at: Instant;
    seq: number;
    content_hash: Buffer;
    words: Json<{ field: string | null; words: string }[]> | null;
  };
  period_closed: {
    kind: string;
    scope_id: string;
    month: string;
    closed_seq: number;
    closed_by: string;
    closed_at: Instant;
    reopened_seq: number | null;
    reopened_by: string | null;
    reason: string | null;
  };
  evidence_file: {
    sha256: Buffer;
    bytes: number;
    media_type: string;
    stored_at: Instant;
    stored_by: string;
    seq: number;
  };
  evidence_link: {
    id: string;
    sha256: Buffer;
    file_name: string;
    evidence_kind: string;
    kind: string;
    record_id: string;
    scope_id: string | null;
    effective_on: string | null;
    expires_on: string | null;
    seq: number;
    actor: string;
    at: Instant;
  };
  intake_import: {
    id: string;
    kind: string;
    file_name: string;
    file_sha256: Buffer | null;
    scope_id: string | null;
    status: 'checking' | 'checked' | 'committing' | 'committed' | 'refused' | 'failed' | 'undone';
    actor: string;
    at: Instant;
    committed_seq: number | null;
    counts: Json<Record<string, number>>;
    mapping: Json<Record<string, unknown>>;
    mended: Json<Record<string, Record<string, string>>>;
    progress: Generated<number>;
  };
  intake_pending: { import_id: string; lease_until: Instant };
  intake_row: {
    import_id: string;
    row_number: number;
    outcome: 'new' | 'changed' | 'same' | 'bad' | 'skipped';
    cells: Json<string[]>;
    problems: Json<unknown[]>;
  };
  pack: { pack: string; edition: string; hash: Buffer; content: Json<unknown>; loaded_at: Instant };
  setting: { key: string; seq: number; value: Json<unknown>; actor: string; at: Instant };
  kpi_dirty: { id: GeneratedAlways<number>; kind: string; scope_id: string | null; month: string | null; seq: number };
  kpi_cell: {
    aggregate: string;
    site_id: string;
    from_on: string;
    before_on: string;
    carried: boolean;
    dims: string[];
    approved: string;
    approved_rows: number;
    shown: string;
    shown_rows: number;
    estimated: string;
    last_seq: number;
  };
  figure: {
    id: string;
    kpi: string;
    version: number;
    parameters: Json<Record<string, unknown>>;
    parameters_hash: string;
    basis: 'approved' | 'shown';
    scope_id: string;
    period: string;
    from_on: string;
    before_on: string;
    result: Json<unknown>;
    computed_seq: number;
    computed_at: Instant;
    stale: Generated<boolean>;
  };
  edition: {
    id: string;
    number: number;
    period: string;
    from_on: string;
    before_on: string;
    published_at: Instant;
    published_by: string;
    seq: number;
    note: string | null;
    frozen: Json<unknown>;
    documents: Json<unknown>;
    content_hash: Buffer;
  };
  edition_figure: {
    id: string;
    edition_id: string;
    figure_id: string;
    position: number;
    kpi: string;
    version: number;
    parameters: Json<Record<string, unknown>>;
    scope_id: string;
    period: string;
    result: Json<unknown>;
    aggregates: Json<unknown>;
    printed: Json<Record<'en' | 'zh', string>>;
  };
}
