-- How suppliers manage their water: what was found of each on a day, and how each stands by that from a day on.
create table water_supplier_management (
  supplier_id uuid not null, found_on date not null, source text not null, told_on date,
  policy boolean, metering boolean, withdrawal_m3 numeric check (withdrawal_m3 >= 0), withdrawal_year_on date check (extract(doy from withdrawal_year_on) = 1),
  discharge_complies boolean, stress text not null, certificate text, certificate_until_on date, plan boolean, note text,
  check ((withdrawal_m3 is null) = (withdrawal_year_on is null)),
  check ((certificate_until_on is not null) = (certificate is not null and certificate <> 'not_certified'))
);
comment on table water_supplier_management is 'how a supplier manages its water, as found on a day; an absent answer is what nobody found out';
comment on column water_supplier_management.told_on is 'when the supplier was told of our commitment';
comment on column water_supplier_management.discharge_complies is 'by the supplier''s own statement';
select greenfab_record_table('water_supplier_management', null, null);
create unique index water_supplier_management_same on water_supplier_management (supplier_id, found_on) where latest and not voided;
create index water_supplier_management_written on water_supplier_management (written_seq) where import_id is null;

create table water_supplier_standing (
  id uuid not null, revision integer not null check (revision > 0), site_id uuid not null references scope_node (id),
  day_on date not null, month date generated always as (date_trunc('month', day_on::timestamp)::date) stored, standing text not null,
  suppliers integer not null default 1 check (suppliers = 1),
  state text not null default 'approved' check (state = 'approved'), latest boolean not null default true, voided boolean not null default false check (not voided),
  import_id uuid check (import_id is null), approved_seq bigint not null, ended_seq bigint, primary key (id, revision)
);
comment on table water_supplier_standing is 'how a supplier of materials or chemicals stands from a day on, worked out and never entered; state, voided and import_id stand here since sums ask them of every table';
comment on column water_supplier_standing.site_id is 'the supplier: sums ask of every table whose it is in a column of this name';
comment on column water_supplier_standing.suppliers is 'the one supplier that it counts';
create unique index water_supplier_standing_latest on water_supplier_standing (id) where latest;
create index water_supplier_standing_counting on water_supplier_standing (site_id, day_on) where ended_seq is null;

do $$
declare
  by_figures constant text := '(select app_actor()) = ''figures''';
begin
  perform greenfab_protect('water_supplier_standing', '(select app_reads_group())', by_figures);
  perform greenfab_may_update('water_supplier_standing', 'latest, ended_seq', by_figures);
end $$;

-- The suppliers that are there already stand as not assessed after this.
alter table history_clock no force row level security;
alter table kpi_dirty no force row level security;
alter table suppliers_supplier no force row level security;
insert into kpi_dirty (kind, scope_id, month, seq)
  select 'suppliers.supplier', null::uuid, null::date, app_seq() where exists (select from suppliers_supplier);
alter table suppliers_supplier force row level security;
alter table kpi_dirty force row level security;
alter table history_clock force row level security;
