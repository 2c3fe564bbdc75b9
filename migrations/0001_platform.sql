-- What every record kind stands on: roles, the clock of the history, scopes, review, evidence, intake, figures, editions.
-- Decisions: docs/decisions 0001 (revisions), 0002 (figures), 0003 (states), 0004 (embedded database), 0005 (roles).

do $$ begin
  if not exists (select from pg_roles where rolname = 'greenfab_app') then create role greenfab_app nologin; end if;
exception when duplicate_object or unique_violation then null; -- another database of the same server made it meanwhile
end $$;
do $$ begin
  -- From PostgreSQL 16 on, whoever creates a role may grant it but not yet take it.
  if not pg_has_role(current_user, 'greenfab_app', case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end)
  then execute 'grant greenfab_app to current_user'; end if;
end $$;
revoke all on schema public from public;
grant usage on schema public to greenfab_app;

-- ---------------------------------------------------------------------------------------------------------------------
-- Who asks: settings of the transaction. An unset setting is null or empty, and both see nothing.

create function app_actor() returns text language sql stable as $$ select nullif(current_setting('app.actor', true), '') $$;
create function app_all(setting text) returns boolean language sql stable as $$
  select coalesce(current_setting(setting, true) = '*', false) $$;
create function app_list(setting text) returns uuid[] language sql stable as $$
  select case when v in ('', '*') then '{}'::uuid[] else v::uuid[] end
  from (select coalesce(current_setting(setting, true), '') as v) s $$;
create function app_reads_group() returns boolean language sql stable as $$
  select coalesce(current_setting('app.group', true) in ('read', 'write'), false) $$;
create function app_writes_group() returns boolean language sql stable as $$
  select coalesce(current_setting('app.group', true) = 'write', false) $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- The clock: one number per transaction, in the order in which transactions began to write. Everything below the horizon
-- is final: no transaction that is still open can have a number below it. `base` keeps the count going after a restore.

create table history_clock (only_row boolean primary key default true check (only_row), base bigint not null);
comment on column history_clock.base is 'added to the transaction id, so that numbers go on rising after a restore into a new server';
insert into history_clock (base) values (0);
create function app_seq() returns bigint language sql volatile as $$
  select base + pg_current_xact_id()::text::bigint from history_clock $$;
create function app_horizon() returns bigint language sql volatile as $$
  select base + pg_snapshot_xmin(pg_current_snapshot())::text::bigint from history_clock $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Scope: the organisation as dated nodes and edges, projected from the records of the factories.

create table scope_node (
  id uuid primary key,
  type text not null check (type in ('group', 'region', 'entity', 'site', 'department', 'supplier')),
  code text not null,
  name_en text not null,
  name_zh text not null,
  time_zone text not null default 'Asia/Shanghai',
  from_on date,
  before_on date,
  seq bigint not null,
  unique (type, code)
);
comment on table scope_node is 'where in the organisation a record, a figure or a right applies';
comment on column scope_node.time_zone is 'calendar dates of records of this node are dates in this zone';
create table scope_edge (
  id uuid primary key,
  parent_id uuid not null references scope_node (id),
  child_id uuid not null references scope_node (id),
  share numeric not null default 1 check (share > 0 and share <= 1),
  from_on date not null,
  before_on date check (before_on > from_on),
  seq bigint not null
);
comment on column scope_edge.share is 'share of the child that belongs to the parent; the shares of a site over its entities add to 1 on every day';
create index scope_edge_parent on scope_edge (parent_id);
create index scope_edge_child on scope_edge (child_id);
insert into scope_node (id, type, code, name_en, name_zh, seq)
  values ('00000000-0000-7000-8000-000000000001', 'group', 'GROUP', 'Group', '集团', 0);

-- ---------------------------------------------------------------------------------------------------------------------
-- People: history names them by id only; what can identify them lies apart and can be erased.

create table person (id uuid primary key, user_name text not null unique, active boolean not null default true, sample boolean not null default false);
create table person_attribute (
  person_id uuid primary key references person (id),
  name_en text not null, name_zh text not null, mail text, language text not null check (language in ('en', 'zh'))
);
comment on table person_attribute is 'what can identify a person; erasing a row here leaves the chained history whole';
create table role_grant (
  person_id uuid not null references person (id),
  role text not null,
  scope_id uuid not null references scope_node (id),
  from_on date not null, before_on date,
  primary key (person_id, role, scope_id, from_on)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- History: entries are written inside each transaction and never touched again; the sealer chains them into blocks.

create table history_entry (
  seq bigint not null,
  n integer not null,
  at timestamptz not null default now(),
  actor text not null,
  via text not null,
  action text not null,
  kind text,
  scope_id uuid,
  import_id uuid,
  reason text,
  rows integer not null,
  digest bytea not null check (octet_length(digest) = 32),
  primary key (seq, n)
);
comment on column history_entry.digest is 'SHA-256 over id, revision and content hash of the revisions it speaks of, in order of id and revision';
create index history_entry_import on history_entry (import_id) where import_id is not null;
create table history_block (
  height integer primary key,
  from_seq bigint not null,
  before_seq bigint not null check (before_seq > from_seq),
  entries integer not null check (entries > 0),
  merkle_root bytea not null,
  previous bytea not null,
  hash bytea not null unique,
  sealed_at timestamptz not null default now()
);

create table review_event (
  id uuid primary key,
  kind text not null, record_id uuid not null, revision integer not null,
  scope_id uuid,
  step text not null check (step in ('submit', 'review', 'approve', 'return')),
  actor text not null,
  at timestamptz not null default now(),
  seq bigint not null,
  content_hash bytea not null,
  words jsonb
);
comment on column review_event.words is 'what a reviewer returned, by field: [{ field, words }]';
comment on column review_event.content_hash is 'the exact state that was reviewed';
create index review_event_record on review_event (kind, record_id);

create table period_closed (
  kind text not null, scope_id uuid not null references scope_node (id), month date not null check (extract(day from month) = 1),
  closed_seq bigint not null, closed_by text not null, closed_at timestamptz not null default now(),
  reopened_seq bigint, reopened_by text, reason text,
  primary key (kind, scope_id, month, closed_seq)
);
comment on table period_closed is 'a month of a scope that refuses writes by effective date, except restatements';

-- ---------------------------------------------------------------------------------------------------------------------
-- Evidence: files by SHA-256; the bytes lie in the data folder.

create table evidence_file (
  sha256 bytea primary key check (octet_length(sha256) = 32),
  bytes bigint not null check (bytes >= 0), media_type text not null,
  stored_at timestamptz not null default now(), stored_by text not null, seq bigint not null
);
create table evidence_link (
  id uuid primary key,
  sha256 bytea not null references evidence_file (sha256),
  file_name text not null, evidence_kind text not null,
  kind text not null, record_id uuid not null,
  scope_id uuid,
  effective_on date, expires_on date,
  seq bigint not null, actor text not null, at timestamptz not null default now()
);
create index evidence_link_record on evidence_link (kind, record_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Intake: an import commits in chunks that nobody sees until its row in intake_pending is gone.

create table intake_import (
  id uuid primary key,
  kind text not null,
  file_name text not null, file_sha256 bytea,
  scope_id uuid,
  status text not null check (status in ('checking', 'checked', 'committing', 'committed', 'refused', 'failed', 'undone')),
  actor text not null, at timestamptz not null default now(),
  committed_seq bigint,
  counts jsonb not null default '{}',
  mapping jsonb not null default '{}',
  mended jsonb not null default '{}',
  progress bigint not null default 0
);
comment on column intake_import.mended is 'cells mended on the page: { row: { column: text } }';
create table intake_pending (import_id uuid primary key, lease_until timestamptz not null);
comment on table intake_pending is 'imports whose rows nobody may see yet; what is left of a dead one is swept at start';
create table intake_row (
  import_id uuid not null references intake_import (id) on delete cascade,
  row_number integer not null,
  outcome text not null check (outcome in ('new', 'changed', 'same', 'bad', 'skipped')),
  cells jsonb not null, problems jsonb not null default '[]',
  primary key (import_id, row_number)
);
create function app_pending() returns uuid[] language sql stable as $$
  select coalesce(array_agg(import_id), '{}') from intake_pending
  where import_id::text is distinct from nullif(current_setting('app.import', true), '') $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Packs, settings, figures, editions.

create table pack (
  pack text not null, edition text not null, hash bytea not null, content jsonb not null, loaded_at timestamptz not null default now(),
  primary key (pack, edition, hash)
);
create table setting (key text not null, seq bigint not null, value jsonb not null, actor text not null, at timestamptz not null default now(), primary key (key, seq));

create table kpi_dirty (id bigint generated always as identity primary key, kind text not null, scope_id uuid, month date, seq bigint not null);
comment on table kpi_dirty is 'a write appends a mark; only the actor figures takes marks away, in the transaction that recomputes';
create table kpi_cell (
  aggregate text not null, site_id uuid not null, from_on date not null, before_on date not null, carried boolean not null,
  dims text[] not null,
  approved numeric not null, approved_rows integer not null,
  shown numeric not null, shown_rows integer not null,
  estimated numeric not null,
  last_seq bigint not null,
  primary key (aggregate, site_id, from_on, before_on, carried, dims)
);
comment on column kpi_cell.shown is 'the sum with what is submitted but not yet approved';
comment on column kpi_cell.estimated is 'the part of the approved sum whose basis is estimated';
comment on column kpi_cell.last_seq is 'the newest mark that went into this cell';
create index kpi_cell_period on kpi_cell (aggregate, from_on, before_on);
create table figure (
  id text primary key,
  kpi text not null, version integer not null, parameters jsonb not null, parameters_hash text not null, basis text not null check (basis in ('approved', 'shown')),
  scope_id uuid not null references scope_node (id), period text not null, from_on date not null, before_on date not null,
  result jsonb not null,
  computed_seq bigint not null, computed_at timestamptz not null default now(), stale boolean not null default false,
  unique (kpi, version, parameters_hash, basis, scope_id, period)
);
create index figure_span on figure (from_on, before_on);

create table edition (
  id uuid primary key, number integer not null unique, period text not null, from_on date not null, before_on date not null,
  published_at timestamptz not null, published_by text not null, seq bigint not null,
  note text, frozen jsonb not null, documents jsonb not null, content_hash bytea not null
);
create table edition_figure (
  id text primary key, edition_id uuid not null references edition (id), figure_id text not null, position integer not null,
  kpi text not null, version integer not null, parameters jsonb not null, scope_id uuid not null, period text not null,
  result jsonb not null, aggregates jsonb not null, printed jsonb not null
);
comment on column edition_figure.printed is 'the value as printed, by language';
create index edition_figure_edition on edition_figure (edition_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Row-level security: forced on every table, for what each actor may read and write.

create function greenfab_protect(t text, reads text, writes text) returns void language plpgsql as $$
begin
  execute format('alter table %I enable row level security', t);
  execute format('alter table %I force row level security', t);
  execute format('create policy reads on %I for select to greenfab_app using (%s)', t, reads);
  execute format('create policy writes on %I for insert to greenfab_app with check (%s)', t, writes);
  execute format('grant select, insert on %I to greenfab_app', t);
end $$;
create function greenfab_may_update(t text, columns text, who text) returns void language plpgsql as $$
begin
  execute format('create policy updates on %I for update to greenfab_app using (%s) with check (%s)', t, who, who);
  execute format('grant update (%s) on %I to greenfab_app', columns, t);
end $$;
create function greenfab_may_delete(t text, who text) returns void language plpgsql as $$
begin
  execute format('create policy deletes on %I for delete to greenfab_app using (%s)', t, who);
  execute format('grant delete on %I to greenfab_app', t);
end $$;

do $$
declare
  in_scope constant text := '(select app_all(''app.scopes'')) or scope_id = any ((select app_list(''app.scopes''))::uuid[])';
  in_writes constant text := '(select app_all(''app.writes'')) or scope_id = any ((select app_list(''app.writes''))::uuid[])';
  signed_in constant text := '(select app_actor()) is not null';
  by_system constant text := '(select app_all(''app.writes'')) and (select app_writes_group())';
  own_import constant text := 'actor = (select app_actor()) or (' || by_system || ')';
  of_own_import constant text := 'import_id in (select id from intake_import where ' || own_import || ')';
begin
  perform greenfab_protect('history_clock', 'true', 'false');
  perform greenfab_protect('scope_node', '(select app_reads_group()) or (select app_all(''app.scopes'')) or id = any ((select app_list(''app.scopes''))::uuid[])', '(select app_writes_group())');
  perform greenfab_may_update('scope_node', 'code, name_en, name_zh, time_zone, from_on, before_on, seq', '(select app_writes_group())');
  perform greenfab_protect('scope_edge', '(select app_reads_group()) or (select app_all(''app.scopes''))', '(select app_writes_group())');
  perform greenfab_may_update('scope_edge', 'parent_id, child_id, share, from_on, before_on, seq', '(select app_writes_group())');
  perform greenfab_may_delete('scope_edge', '(select app_writes_group())');
  perform greenfab_protect('person', signed_in, by_system);
  perform greenfab_may_update('person', 'user_name, active', by_system);
  perform greenfab_protect('person_attribute', '(select app_reads_group()) or person_id::text = (select app_actor())', by_system);
  perform greenfab_may_update('person_attribute', 'name_en, name_zh, mail, language', by_system || ' or person_id::text = (select app_actor())');
  perform greenfab_may_delete('person_attribute', by_system);
  perform greenfab_protect('role_grant', by_system || ' or person_id::text = (select app_actor())', by_system);
  perform greenfab_may_update('role_grant', 'before_on', by_system);
  perform greenfab_protect('history_entry', '(select app_all(''app.scopes'')) or scope_id = any ((select app_list(''app.scopes''))::uuid[]) or actor = (select app_actor())', 'actor = (select app_actor()) and seq = (select app_seq())');
  perform greenfab_protect('history_block', signed_in, '(select app_actor()) = ''sealer''');
  perform greenfab_protect('review_event', '(' || in_scope || ') or (scope_id is null and (select app_reads_group()))', 'actor = (select app_actor()) and ((' || in_writes || ') or (scope_id is null and (select app_writes_group())))');
  perform greenfab_protect('period_closed', in_scope, in_writes);
  perform greenfab_may_update('period_closed', 'reopened_seq, reopened_by, reason', in_writes);
  perform greenfab_protect('evidence_file', signed_in, 'stored_by = (select app_actor())');
  perform greenfab_protect('evidence_link', '(' || in_scope || ') or (scope_id is null and (select app_reads_group()))', 'actor = (select app_actor()) and ((' || in_writes || ') or (scope_id is null and (select app_writes_group())))');
  perform greenfab_protect('intake_import', '(select app_all(''app.scopes'')) or actor = (select app_actor())', 'actor = (select app_actor())');
  perform greenfab_may_update('intake_import', 'status, committed_seq, counts, mapping, mended, progress, file_sha256', own_import);
  -- Everybody must see which imports he may not see yet; who works on the import itself may let it be seen.
  perform greenfab_protect('intake_pending', 'true', of_own_import);
  perform greenfab_may_update('intake_pending', 'lease_until', of_own_import);
  perform greenfab_may_delete('intake_pending', of_own_import);
  perform greenfab_protect('intake_row', 'import_id in (select id from intake_import)', of_own_import);
  perform greenfab_may_update('intake_row', 'outcome, cells, problems', of_own_import);
  perform greenfab_may_delete('intake_row', of_own_import);
  perform greenfab_protect('pack', signed_in, by_system);
  perform greenfab_protect('setting', signed_in, '(select app_writes_group())');
  perform greenfab_protect('kpi_dirty', signed_in, signed_in);
  perform greenfab_may_delete('kpi_dirty', '(select app_actor()) = ''figures''');
  perform greenfab_protect('kpi_cell', '(select app_all(''app.scopes'')) or site_id = any ((select app_list(''app.scopes''))::uuid[])', '(select app_actor()) = ''figures''');
  perform greenfab_may_delete('kpi_cell', '(select app_actor()) = ''figures''');
  perform greenfab_protect('figure', '(select app_all(''app.figures'')) or scope_id = any ((select app_list(''app.figures''))::uuid[])', '(select app_actor()) = ''figures''');
  perform greenfab_may_update('figure', 'result, computed_seq, computed_at, stale', '(select app_actor()) = ''figures''');
  perform greenfab_may_delete('figure', '(select app_actor()) = ''figures''');
  perform greenfab_protect('edition', '(select app_reads_group())', '(select app_writes_group())');
  perform greenfab_protect('edition_figure', '(select app_reads_group())', '(select app_writes_group())');
end $$;
-- The owner sweeps what a killed import left behind, and nothing else.
create policy sweeps_read on intake_pending for select to current_user using (true);
create policy sweeps on intake_pending for delete to current_user using (true);

-- ---------------------------------------------------------------------------------------------------------------------
-- A closed month stays as it is: nothing of it begins or ceases to count but by a restatement. New revisions are refused
-- by the policy period_open; this refuses the approval that would let one count, and the successor that would end one.
create function greenfab_keep_closed() returns trigger language plpgsql as $$
declare broken boolean;
begin
  if not exists (select from period_closed where kind = tg_argv[0] and reopened_seq is null) then return null; end if;
  execute format('select exists (select from new_rows n join old_rows o on o.id = n.id and o.revision = n.revision
    join period_closed c on c.kind = $1 and c.scope_id = n.%1$I and c.month = n.month and c.reopened_seq is null
    where (n.approved_seq is distinct from o.approved_seq and not n.restatement)
      or (n.ended_seq is distinct from o.ended_seq and not exists (
        select from %2$I s where s.id = n.id and s.revision > n.revision and s.restatement and s.approved_seq = n.ended_seq)))',
    tg_argv[1], tg_table_name) into broken using tg_argv[0];
  if broken then raise exception 'the month is closed (period_open)' using errcode = '42501'; end if;
  return null;
end $$;

-- A record table: its own columns are written by hand in its migration; what all kinds share is added here.

create function greenfab_record_table(t text, scope_column text, effective_column text) returns void language plpgsql as $$
declare
  reads text; writes text; period_open text := 'true'; key_columns text;
  kind_id constant text := replace(regexp_replace(t, '^([a-z]+)_', '\1.'), '_', '-');
begin
  execute format('alter table %I
    add column id uuid not null,
    add column revision integer not null check (revision > 0),
    add column kind_version smallint not null,
    add column hash_version smallint not null,
    add column content_hash bytea not null check (octet_length(content_hash) = 32),
    add column written_seq bigint not null,
    add column import_id uuid,
    add column state text not null check (state in (''draft'', ''submitted'', ''reviewed'', ''returned'', ''approved'')),
    add column latest boolean not null default true,
    add column voided boolean not null default false,
    add column restatement boolean not null default false,
    add column submitted_seq bigint,
    add column approved_seq bigint,
    add column ended_seq bigint check (ended_seq is null or approved_seq is not null),
    add primary key (id, revision)', t);
  execute format('comment on column %I.latest is ''the newest revision of its record''', t);
  execute format('comment on column %I.approved_seq is ''counts from this number of the history on''', t);
  execute format('comment on column %I.ended_seq is ''no longer counts from this number on, because an approved successor does''', t);
  execute format('create unique index %I on %I (id) where latest', t || '_latest', t);
  if effective_column is not null then
    execute format('alter table %I add column month date generated always as (date_trunc(''month'', %I::timestamp)::date) stored', t, effective_column);
  end if;
  if scope_column is null then
    reads := '(select app_reads_group())';
    writes := '(select app_writes_group())';
  else
    reads := format('((select app_all(''app.scopes'')) or %I = any ((select app_list(''app.scopes''))::uuid[]))', scope_column);
    writes := format('((select app_all(''app.writes'')) or %I = any ((select app_list(''app.writes''))::uuid[]))', scope_column);
    execute format('alter table %I alter column %I set not null, add foreign key (%I) references scope_node (id)', t, scope_column, scope_column);
    key_columns := case when effective_column is null then format('%I', scope_column) else format('%I, month', scope_column) end;
    execute format('create index %I on %I (%s) where approved_seq is not null and ended_seq is null', t || '_counting', t, key_columns);
    execute format('create index %I on %I (%s) where latest and state <> ''approved''', t || '_open', t, key_columns);
    if effective_column is not null then
      period_open := format('restatement or (%I, month) not in (select scope_id, month from period_closed where kind = %L and reopened_seq is null)',
        scope_column, kind_id);
      execute format('create trigger keep_closed after update on %I referencing old table as old_rows new table as new_rows
        for each statement execute function greenfab_keep_closed(%L, %L)', t, kind_id, scope_column);
    end if;
  end if;
  -- Of `import_id <> all (…)` the planner, who knows that a table has few imports, would believe that it leaves one row in
  -- fifty, and sort where it could walk an index; of an expression it believes nothing.
  reads := reads || ' and coalesce(import_id, ''00000000-0000-0000-0000-000000000000'') <> all ((select app_pending())::uuid[])';
  perform greenfab_protect(t, reads, writes);
  -- A closed month is refused by a policy of its own name, which the refusal tells.
  execute format('create policy period_open on %I as restrictive for insert to greenfab_app with check (%s)', t, period_open);
  execute format('create policy updates on %I for update to greenfab_app using (%s) with check (%s)', t, reads, writes);
  execute format('grant update (state, latest, submitted_seq, approved_seq, ended_seq) on %I to greenfab_app', t);
  execute format('create policy sweeps_read on %I for select to current_user using (import_id in (select import_id from intake_pending))', t);
  execute format('create policy sweeps on %I for delete to current_user using (import_id in (select import_id from intake_pending))', t);
  execute format('create index %I on %I (import_id) where import_id is not null', t || '_import', t);
end $$;

-- Lines of a record belong to one revision of it and are written with it.
create function greenfab_line_table(t text, parent text) returns void language plpgsql as $$
begin
  execute format('alter table %I add column record_id uuid not null, add column revision integer not null, add column line integer not null check (line > 0),
    add primary key (record_id, revision, line), add foreign key (record_id, revision) references %I (id, revision) on delete cascade', t, parent);
  -- Who sees the revision sees its lines; only the transaction that wrote the revision writes them. A sweep takes them away
  -- by the foreign key, which no policy binds.
  perform greenfab_protect(t, format('exists (select from %I p where p.id = record_id and p.revision = %I.revision)', parent, t),
    format('exists (select from %I p where p.id = record_id and p.revision = %I.revision and p.written_seq = (select app_seq()))', parent, t));
end $$;
