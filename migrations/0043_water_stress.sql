-- Whether the water of a month was taken from an area with water stress, as the newest approved assessment of its factory up to that year says.

alter table water_volume add column stressed text check (stressed in ('yes', 'no'));
alter table water_volume add column stress_edition text;
alter table water_volume add column stress_data text check (stress_data in ('published', 'synthetic'));
alter table water_volume add column stress_year integer;
comment on column water_volume.stressed is 'absent: the factory was not assessed, or the file says nothing of its basin; that is not no';
comment on column water_volume.stress_edition is 'the file of basins by which it was assessed, also where that says nothing';
comment on column water_volume.stress_data is 'synthetic: the file is made up, and what follows from it is for trying out';

alter table history_clock no force row level security;
alter table kpi_cell no force row level security;
alter table kpi_dirty no force row level security;
alter table water_volume no force row level security;
delete from kpi_cell where aggregate in ('water.withdrawn', 'water.discharged');
insert into kpi_dirty (kind, scope_id, month, seq)
  select distinct 'water.risk-assessment', site_id, null::date, app_seq() from water_volume
  union all
  select distinct 'water.volume', site_id, month, app_seq() from water_volume;
alter table water_volume force row level security;
alter table kpi_dirty force row level security;
alter table kpi_cell force row level security;
alter table history_clock force row level security;
