-- Papers over time: a newer edition replaces an older link, a link ends with a reason, and a scanner says what it found.

create table evidence_ended (
  link_id uuid primary key references evidence_link (id),
  replaced_by uuid references evidence_link (id),
  reason text check (length(reason) between 1 and 500),
  scope_id uuid,
  seq bigint not null, actor text not null, at timestamptz not null default now(),
  check (replaced_by is not null or reason is not null)
);
comment on table evidence_ended is 'links of evidence that hold no more: a newer edition took their place, or somebody detached them and said why; the link and its file stay';
create index evidence_ended_replaced_by on evidence_ended (replaced_by) where replaced_by is not null;

create table evidence_scan (
  sha256 bytea primary key references evidence_file (sha256),
  state text not null check (state in ('scanning', 'clean', 'infected')),
  said text,
  tries integer not null default 0,
  at timestamptz not null default now()
);
comment on table evidence_scan is 'what the operator''s virus scanner said of a file; a file without a row was not scanned';
comment on column evidence_scan.said is 'the scanner''s last words, or why it gave no answer';
create index evidence_scan_waiting on evidence_scan (at) where state = 'scanning';

create index evidence_link_file on evidence_link (sha256);
create index evidence_link_expires on evidence_link (expires_on) where expires_on is not null;

do $$
declare
  in_scope constant text := '(select app_all(''app.scopes'')) or scope_id = any ((select app_list(''app.scopes''))::uuid[]) or (scope_id is null and (select app_reads_group()))';
  in_writes constant text := '(select app_all(''app.writes'')) or scope_id = any ((select app_list(''app.writes''))::uuid[]) or (scope_id is null and (select app_writes_group()))';
begin
  perform greenfab_protect('evidence_ended', in_scope, 'actor = (select app_actor()) and (' || in_writes || ')
    and exists (select from evidence_link l where l.id = link_id and l.scope_id is not distinct from evidence_ended.scope_id)');
  perform greenfab_protect('evidence_scan', '(select app_actor()) is not null',
    '(select app_actor()) = ''scanner'' or ((select app_actor()) is not null and state = ''scanning'' and tries = 0 and said is null)');
  perform greenfab_may_update('evidence_scan', 'state, said, tries, at', '(select app_actor()) = ''scanner''');
end $$;
