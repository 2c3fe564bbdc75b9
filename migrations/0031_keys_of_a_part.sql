-- A key that holds in a part of the group acts for its person, but what he did elsewhere is none of the program's: neither in
-- the history nor among the links that he made. What its own transaction writes it meets, since entries are numbered by it.

create function app_by_key() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('app.by_key', true) = 'on', false) $$;
-- A worker that helps with a statement is told the number of its transaction, so this is as safe in parallel as the others.
create function app_seq_begun() returns bigint language sql stable parallel safe as $$
  select base + pg_current_xact_id_if_assigned()::text::bigint from history_clock $$;
comment on function app_seq_begun() is 'app_seq of a transaction that has written already, else null: reading begins no number';

alter policy reads on history_entry using ((select app_all('app.scopes')) or scope_id = any ((select app_list('app.scopes'))::uuid[])
  or (actor = (select app_actor()) and (not (select app_by_key()) or seq = (select app_seq_begun())))
  or (scope_id is null and import_id is not null and (select app_reads_group())));

do $$
declare
  in_writes constant text := '(select app_all(''app.writes'')) or scope_id = any ((select app_list(''app.writes''))::uuid[])';
  for_it constant text := '(' || in_writes || ') or (scope_id is null and (select app_writes_group()))';
begin
  execute format('alter policy reads on guest_link using ((made_by = (select app_actor()) and not (select app_by_key())) or %s)', for_it);
end $$;
