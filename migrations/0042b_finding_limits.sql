-- Limits by which one meter is judged, where those of all do not fit; and by which of them a finding was found.

create table water_finding_limits (
  site_id uuid not null, meter_id uuid not null, from_on date not null,
  night_absolute numeric check (night_absolute >= 0), night_relative numeric check (night_relative >= 0), night_persist_days integer check (night_persist_days > 0),
  alarm_factor numeric check (alarm_factor > 1),
  daily_absolute numeric check (daily_absolute >= 0), daily_relative numeric check (daily_relative >= 0), daily_persist_days integer check (daily_persist_days > 0),
  unaccounted_absolute numeric check (unaccounted_absolute >= 0), unaccounted_relative numeric check (unaccounted_relative >= 0),
  unaccounted_persist_days integer check (unaccounted_persist_days > 0), creep_relative numeric check (creep_relative >= 0),
  reason text not null check (reason <> '')
);
comment on table water_finding_limits is 'what is unusual at one meter from a day on; what is not said is as at all meters';
comment on column water_finding_limits.alarm_factor is 'so many times the highest night of half a year is told the same morning';
select greenfab_record_table('water_finding_limits', 'site_id', 'from_on');
create unique index water_finding_limits_same on water_finding_limits (meter_id, from_on) where latest and not voided;
create index water_finding_limits_written on water_finding_limits (written_seq) where import_id is null;
create index water_finding_limits_meter on water_finding_limits (meter_id);
create index water_reading_exclusion_meter on water_reading_exclusion (meter_id);

alter table water_finding add column limits_id uuid;
comment on column water_finding.limits_id is 'the record of the limits by which it was found; absent: those of all meters';
grant update (limits_id) on water_finding to greenfab_app;
