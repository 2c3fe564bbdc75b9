-- A target may be said as a change against its base year, and names the definition that it was set for; and a base year
-- often exists only as yearly totals of a past without records.

alter table targets_target
  add column steps_are text,
  add column definition text,
  add constraint targets_target_change_has_base check (steps_are is null or steps_are = 'level' or base_year_on is not null);
comment on column targets_target.steps_are is 'level, relative (0.2 is a fifth more than in the base year) or points; empty is level';
comment on column targets_target.definition is 'by which of the owner''s definitions of its KPI it was set';

create table water_carried_total (
  site_id uuid not null, year_on date not null check (extract(doy from year_on) = 1),
  item text not null, source text, destination text, quality text,
  volume_m3 numeric not null check (volume_m3 > 0), volume_m3_entered text,
  source_document text not null check (source_document <> ''),
  check ((item = 'withdrawal') = (source is not null)), check ((item = 'discharge') = (destination is not null))
);
comment on table water_carried_total is 'a past yearly volume with its paper; carried in, not recomputable';
select greenfab_record_table('water_carried_total', 'site_id', 'year_on');
create unique index water_carried_total_same on water_carried_total (site_id, year_on, item, source, destination, quality) nulls not distinct
  where latest and not voided;
create index water_carried_total_written on water_carried_total (written_seq) where import_id is null;
