create table water_bill (
  site_id uuid not null, account text not null check (account <> ''), number text not null check (number <> ''), supplier text, flow text not null,
  from_on date not null, through_on date not null, volume_m3 numeric not null, volume_m3_entered text,
  source text, destination text, quality text, drawn_from text, use text, amount numeric, currency text,
  check (through_on >= from_on), check ((flow = 'withdrawal') = (source is not null)), check ((flow = 'discharge') = (destination is not null))
);
comment on table water_bill is 'a bill for the days from the first to the last, both part of it; a credit note is below zero';
select greenfab_record_table('water_bill', 'site_id', 'through_on');
create unique index water_bill_same on water_bill (site_id, account, number) where latest and not voided;

create table water_landlord_statement (
  site_id uuid not null, number text not null check (number <> ''), landlord text, from_on date not null, through_on date not null,
  building_m3 numeric not null, building_m3_entered text, sub_meter_m3 numeric, sub_meter_m3_entered text,
  our_area_m2 numeric check (our_area_m2 >= 0), total_area_m2 numeric check (total_area_m2 > 0),
  our_heads integer check (our_heads >= 0), total_heads integer check (total_heads > 0), source text not null, quality text, check (through_on >= from_on)
);
comment on table water_landlord_statement is 'what a landlord tells of a building, and by what our part of it is known';
select greenfab_record_table('water_landlord_statement', 'site_id', 'through_on');
create unique index water_landlord_statement_same on water_landlord_statement (site_id, number) where latest and not voided;

create table water_month_entry (
  site_id uuid not null, month_on date not null, item text not null, source text, destination text, use text, quality text,
  volume_m3 numeric not null, volume_m3_entered text, method text not null,
  check ((item = 'withdrawal') = (source is not null)), check ((item = 'discharge') = (destination is not null)), check ((item = 'use') = (use is not null))
);
comment on table water_month_entry is 'a volume of a month by hand, with the method by which it is known';
select greenfab_record_table('water_month_entry', 'site_id', 'month_on');
create unique index water_month_entry_same on water_month_entry (site_id, month_on, item, source, destination, use) nulls not distinct where latest and not voided;

create table water_volume_policy (
  site_id uuid not null, from_on date not null, first text not null, second text, third text,
  bases_tolerance_share numeric not null check (bases_tolerance_share between 0 and 1),
  balance_tolerance_share numeric not null check (balance_tolerance_share between 0 and 1), reason text not null
);
comment on table water_volume_policy is 'from a day on: which basis counts first, how far two may differ, within what a balance closes';
select greenfab_record_table('water_volume_policy', 'site_id', null);
create unique index water_volume_policy_same on water_volume_policy (site_id, from_on) where latest and not voided;

create table water_utilisation_definition (
  from_on date not null, definition text not null, output text not null, target_kind text not null, base_year_on date,
  increase_share numeric check (increase_share between 0 and 10), reason text not null
);
comment on table water_utilisation_definition is 'what the owner means by withdrawn water utilisation, from a day on';
select greenfab_record_table('water_utilisation_definition', null, null);
create unique index water_utilisation_definition_same on water_utilisation_definition (from_on) where latest and not voided;

-- As every table of revisions has since 0029.
create index water_bill_written on water_bill (written_seq) where import_id is null;
create index water_landlord_statement_written on water_landlord_statement (written_seq) where import_id is null;
create index water_month_entry_written on water_month_entry (written_seq) where import_id is null;
create index water_volume_policy_written on water_volume_policy (written_seq) where import_id is null;
create index water_utilisation_definition_written on water_utilisation_definition (written_seq) where import_id is null;

-- What a month comes to, worked out from readings, bills, landlords and entries. A volume that comes out otherwise is a new
-- revision, and the one before ends with the transaction that found it: what was published can be worked out again.
create table water_volume (
  id uuid not null, revision integer not null check (revision > 0), site_id uuid not null references scope_node (id),
  month_on date not null check (extract(day from month_on) = 1), month date generated always as (month_on) stored, item text not null, source text, destination text, use text, quality text, drawn_from text,
  basis text not null, volume_m3 numeric not null, volume_m3_basis text not null, known_share numeric not null check (known_share between 0 and 1),
  origins jsonb not null, differing jsonb not null,
  state text not null default 'approved' check (state = 'approved'), latest boolean not null default true, voided boolean not null default false check (not voided),
  import_id uuid check (import_id is null), approved_seq bigint not null, ended_seq bigint, primary key (id, revision)
);
comment on table water_volume is 'a volume of a month as it counts, worked out and never entered; state, voided and import_id stand here since sums ask them of every table';
comment on column water_volume.origins is 'the bills, statements, entries and meters that it rests on, with what each gives to it';
comment on column water_volume.volume_m3_basis is 'estimated, or what it rests on: told by sums';
create unique index water_volume_latest on water_volume (id) where latest;
create index water_volume_counting on water_volume (site_id, month) where ended_seq is null;

do $$
declare
  in_scope constant text := '(select app_all(''app.scopes'')) or site_id = any ((select app_list(''app.scopes''))::uuid[])';
  by_figures constant text := '(select app_actor()) = ''figures''';
begin
  perform greenfab_protect('water_volume', in_scope, by_figures);
  perform greenfab_may_update('water_volume', 'latest, ended_seq', by_figures);
end $$;
