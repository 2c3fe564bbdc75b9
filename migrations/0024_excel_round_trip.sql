-- Sheets that come back, links for somebody without an account, and views of lists that belong to a person.

alter table intake_import
  add column returned jsonb,
  add column decided jsonb not null default '{}',
  add column voids jsonb,
  add column guest_link_id uuid;
comment on column intake_import.returned is 'of a sheet that went out from here: which list, when, and which of its records the sheet has no more';
comment on column intake_import.decided is 'whose value a cell in dispute is to have: { row: { now: revision, cells: { column: sheet | here } } }';
comment on column intake_import.voids is 'records of the list that are missing from the sheet and are to be voided: { ids, reason }';
comment on column intake_import.guest_link_id is 'the one-time link by which it came';
grant update (returned, decided, voids) on intake_import to greenfab_app;
alter table intake_row add column difference jsonb;
comment on column intake_row.difference is 'cells that are not what they were when the sheet went out';
grant update (difference) on intake_row to greenfab_app;

create table guest_link (
  id uuid primary key,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  kind text not null,
  scope_id uuid references scope_node (id),
  for_whom text not null check (for_whom <> ''),
  note text,
  language text not null check (language in ('en', 'zh')),
  given jsonb not null default '{}',
  choices jsonb not null default '{}',
  fields text[] not null,
  made_by text not null, made_at timestamptz not null default now(),
  expires_at timestamptz not null check (expires_at > made_at),
  opened_at timestamptz,
  used_at timestamptz, import_id uuid, records integer,
  revoked_at timestamptz, revoked_by text
);
comment on table guest_link is 'a link by which somebody without an account fills in records of one kind, once';
comment on column guest_link.token_hash is 'SHA-256 of the secret in the address; the secret itself is kept nowhere';
comment on column guest_link.given is 'values that the maker fixed, by field';
comment on column guest_link.choices is 'records that may be chosen, by field that refers to some; no other is told';

create table list_view (
  id uuid primary key,
  actor text not null, kind text not null, name text not null check (name <> ''),
  search jsonb not null, columns text[] not null,
  unique (actor, kind, name)
);
comment on table list_view is 'a list as somebody wants to see it again: conditions, sorting and columns by a name';

do $$
declare
  by_system constant text := '(select app_all(''app.writes'')) and (select app_writes_group())';
  in_writes constant text := '(select app_all(''app.writes'')) or scope_id = any ((select app_list(''app.writes''))::uuid[])';
  for_it constant text := '(' || in_writes || ') or (scope_id is null and (select app_writes_group()))';
  mine constant text := 'actor = (select app_actor())';
begin
  perform greenfab_protect('guest_link', 'made_by = (select app_actor()) or ' || for_it, 'made_by = (select app_actor()) and (' || for_it || ')');
  perform greenfab_may_update('guest_link', 'opened_at, used_at, import_id, records, revoked_at, revoked_by', for_it || ' or (' || by_system || ')');
  perform greenfab_protect('list_view', mine, mine);
  perform greenfab_may_update('list_view', 'search, columns', mine);
  perform greenfab_may_delete('list_view', mine);
end $$;
