-- Search. What records of most kinds say lies in one table, written with their revisions; loads, manifests and movements,
-- of which there are a million, are found by the beginning of their number. Decision: docs/decisions/0028.

create table search_text (
  kind text not null,
  record_id uuid not null,
  scope_id uuid,
  import_id uuid,
  code text not null,
  title_en text not null,
  title_zh text not null,
  called text not null,
  latin text not null,
  said text not null,
  primary key (kind, record_id)
);
comment on table search_text is 'what the newest revision of a record says, as search reads it; masked fields are not in it';
comment on column search_text.scope_id is 'the site whose record it is; null for what the group owns';
comment on column search_text.called is 'what it is called by, one a line, in small letters and half-width forms';
comment on column search_text.latin is 'pinyin of its names, from every syllable on, in full and by initials';
comment on column search_text.said is 'everything else that it says in words';
create index search_text_import on search_text (import_id) where import_id is not null;

-- In which way the texts were made; who opens an installation with another makes them anew.
create table search_made (version integer primary key);

do $$
declare
  scopes constant text := '(select app_all(''app.scopes'')) or %I = any ((select app_list(''app.scopes''))::uuid[])';
  by_system constant text := '(select app_all(''app.writes'')) and (select app_writes_group())';
  in_writes constant text := '(select app_all(''app.writes'')) or scope_id = any ((select app_list(''app.writes''))::uuid[])';
  writes constant text := 'case when scope_id is null then (select app_writes_group()) else ' || in_writes || ' end';
begin
  -- As the record's own table: a supplier sees what is his own of the group's.
  perform greenfab_protect('search_text',
    'case when scope_id is not null then ' || format(scopes, 'scope_id')
    || ' when kind = ''suppliers.supplier'' then (select app_reads_group()) or ' || format(scopes, 'record_id')
    || ' else (select app_reads_group()) end
    and coalesce(import_id, ''00000000-0000-0000-0000-000000000000'') <> all ((select app_pending())::uuid[])', writes);
  perform greenfab_may_delete('search_text', writes);
  perform greenfab_protect('search_made', '(select app_actor()) is not null', by_system);
  perform greenfab_may_delete('search_made', by_system);
end $$;
create policy sweeps_read on search_text for select to current_user using (import_id in (select import_id from intake_pending));
create policy sweeps on search_text for delete to current_user using (import_id in (select import_id from intake_pending));

-- The order of columns makes no difference to what is the same, but to what can be found by the beginning of a number
-- within the reader's own factories, without looking at anybody else's.
drop index waste_load_same;
create unique index waste_load_same on waste_load (site_id, document_number text_pattern_ops, vendor_id, document_type, document_line) where latest and not voided;
drop index waste_storage_movement_same;
create unique index waste_storage_movement_same on waste_storage_movement (site_id, number text_pattern_ops) where latest and not voided;
create index waste_manifest_number on waste_manifest (site_id, number text_pattern_ops) where latest and not voided;
