create table water_meter (
  site_id uuid not null, code text not null check (code <> ''), name_en text not null, name_zh text not null, role text not null, parent_id uuid,
  feeds_in boolean not null, use text, source text, destination text, quality text,
  unmetered_share numeric check (unmetered_share between 0 and 1), route_place integer check (route_place > 0), place_en text, place_zh text,
  check ((role = 'source') = (source is not null)), check ((role = 'discharge') = (destination is not null))
);
comment on table water_meter is 'a place where water is measured, in the tree of its factory; the readings of whatever meter stands there are its own';
comment on column water_meter.feeds_in is 'it feeds into its parent''s network and does not draw from it';
select greenfab_record_table('water_meter', 'site_id', null);
create unique index water_meter_same on water_meter (site_id, code) where latest and not voided;

create table water_meter_span (
  site_id uuid not null, meter_id uuid not null, starts_at text not null, cause text not null, serial text not null check (serial <> ''), sends text not null,
  m3_per_count numeric not null check (m3_per_count > 0), register_size numeric check (register_size > 0),
  max_m3_per_hour numeric check (max_m3_per_hour > 0), read_every_minutes integer check (read_every_minutes > 0),
  backward_counts numeric check (backward_counts >= 0), start_count numeric check (start_count >= 0), end_count_before numeric check (end_count_before >= 0), reason text
);
comment on table water_meter_span is 'a time in which one register counted on: one count''s worth, where it begins again, what it showed at either end';
select greenfab_record_table('water_meter_span', 'site_id', null);
create unique index water_meter_span_same on water_meter_span (meter_id, starts_at) where latest and not voided;

create table water_calibration (
  site_id uuid not null, meter_id uuid not null, calibrated_on date not null, due_on date not null, certificate text not null check (certificate <> ''),
  laboratory text, error_share numeric, passed boolean not null, check (due_on > calibrated_on)
);
comment on table water_calibration is 'a calibration of a meter with its certificate, and when the next is due';
select greenfab_record_table('water_calibration', 'site_id', 'calibrated_on');
create unique index water_calibration_same on water_calibration (meter_id, certificate) where latest and not voided;

-- As every table of revisions has since 0029.
create index water_meter_written on water_meter (written_seq) where import_id is null;
create index water_meter_span_written on water_meter_span (written_seq) where import_id is null;
create index water_calibration_written on water_calibration (written_seq) where import_id is null;
