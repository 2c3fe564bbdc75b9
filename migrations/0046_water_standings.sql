-- How factories stand from a day on: roll-out, yearly test, risk. Worked out of records; a standing that comes out otherwise
-- is a new revision, and the one before ends with the transaction that found it.
create table water_standing (
  id uuid not null, revision integer not null check (revision > 0), site_id uuid not null references scope_node (id),
  day_on date not null, month date generated always as (date_trunc('month', day_on::timestamp)::date) stored, item text not null, standing text not null,
  sites integer not null default 1 check (sites = 1),
  state text not null default 'approved' check (state = 'approved'), latest boolean not null default true, voided boolean not null default false check (not voided),
  import_id uuid check (import_id is null), approved_seq bigint not null, ended_seq bigint, primary key (id, revision)
);
comment on table water_standing is 'how a factory stands from a day on, worked out and never entered; state, voided and import_id stand here since sums ask them of every table';
comment on column water_standing.sites is 'the one factory that it counts';
create unique index water_standing_latest on water_standing (id) where latest;
create index water_standing_counting on water_standing (site_id, day_on) where ended_seq is null;

do $$
declare
  in_scope constant text := '(select app_all(''app.scopes'')) or site_id = any ((select app_list(''app.scopes''))::uuid[])';
  by_figures constant text := '(select app_actor()) = ''figures''';
begin
  perform greenfab_protect('water_standing', in_scope, by_figures);
  perform greenfab_may_update('water_standing', 'latest, ended_seq', by_figures);
end $$;

-- What is recorded already is worked out after this.
alter table history_clock no force row level security;
alter table kpi_dirty no force row level security;
alter table water_roll_out no force row level security;
alter table water_outlet no force row level security;
alter table water_risk_assessment no force row level security;
insert into kpi_dirty (kind, scope_id, month, seq)
  select distinct 'water.roll-out', site_id, null::date, app_seq() from (
    select site_id from water_roll_out union select site_id from water_outlet union select site_id from water_risk_assessment
  ) s;
alter table water_risk_assessment force row level security;
alter table water_outlet force row level security;
alter table water_roll_out force row level security;
alter table kpi_dirty force row level security;
alter table history_clock force row level security;
