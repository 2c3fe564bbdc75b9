-- Where a factory stands, the basins of an imported file, and what was said of a factory's basin in a year.

alter table factories_site
  add column longitude numeric check (longitude between -180 and 180),
  add column latitude numeric check (latitude between -90 and 90),
  add column datum text;
comment on column factories_site.datum is 'on what the coordinate stands: WGS-84, GCJ-02 (Chinese maps) or BD-09 (Baidu)';

create table water_basin_edition (
  id uuid primary key, seq bigint not null,
  title text not null check (title <> ''), published_on date, licence text not null, source text not null,
  synthetic boolean not null default false, file_name text not null, file_sha256 bytea not null check (octet_length(file_sha256) = 32), bytes bigint not null,
  state text not null check (state in ('reading', 'ready', 'refused')), progress numeric not null default 0,
  form text, basins integer not null default 0, baselines integer not null default 0, futures integer not null default 0, outlines integer not null default 0,
  problems jsonb not null default '[]',
  made_at timestamptz not null default now(), made_by text not null, ended_at timestamptz
);
comment on table water_basin_edition is 'a file of basins as it was imported; what is said of a factory names the file by its hash, whatever comes later';
comment on column water_basin_edition.synthetic is 'the file says of itself that its basins are made up';

create table water_basin (
  edition_id uuid not null references water_basin_edition (id), line integer not null check (line > 0),
  basin_id text not null, pfaf_id text, gid_1 text, name_en text,
  bounds box, outline bytea, indicators jsonb, futures jsonb,
  primary key (edition_id, line)
);
comment on table water_basin is 'one area of an edition with its values as the file has them, sentinels and all';
comment on column water_basin.bounds is 'the least box of its outline, in degrees: longitude, latitude';
comment on column water_basin.outline is 'its outline as a WKB multipolygon in degrees on WGS-84';
comment on column water_basin.indicators is 'by indicator: raw, score, category and label of the year''s baseline; absent where the file has none';
comment on column water_basin.futures is 'by scenario, year and indicator: raw, score, category and label; a scenario is no forecast';
create index water_basin_id on water_basin (edition_id, basin_id);
create index water_basin_pfaf on water_basin (edition_id, pfaf_id);
create index water_basin_bounds on water_basin using gist (bounds);

create table water_risk_assessment (
  site_id uuid not null, year_on date not null check (extract(month from year_on) = 1 and extract(day from year_on) = 1),
  edition text not null check (edition <> ''), file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'), synthetic boolean not null,
  found_through text not null, basin text, longitude numeric, latitude numeric, datum text, moved_metres numeric check (moved_metres >= 0),
  border_metres numeric check (border_metres >= 0), may_also_be text[],
  scheme text not null, total_score numeric check (total_score between 0 and 5), quantity_score numeric check (quantity_score between 0 and 5),
  quality_score numeric check (quality_score between 0 and 5), regulatory_score numeric check (regulatory_score between 0 and 5),
  weight_known numeric not null check (weight_known between 0 and 1), stressed text not null, note text
);
comment on table water_risk_assessment is 'the water risk of a factory in a year by one edition, with the weights that were used';
comment on column water_risk_assessment.weight_known is 'the share of the weights whose indicators have a score';
select greenfab_record_table('water_risk_assessment', 'site_id', 'year_on');
create unique index water_risk_assessment_same on water_risk_assessment (site_id, year_on, file_sha256) where latest and not voided;
create table water_risk_assessment_indicator (
  indicator text not null, state text not null, raw numeric, score numeric check (score between 0 and 5),
  category integer check (category between -1 and 4), label text, weight numeric not null check (weight >= 0)
);
select greenfab_line_table('water_risk_assessment_indicator', 'water_risk_assessment');

create table water_control_plan (
  site_id uuid not null, code text not null check (code <> ''), title_en text not null, title_zh text not null, risk text not null,
  starts_on date not null, reason text
);
comment on table water_control_plan is 'what a factory does about one of its water risks';
select greenfab_record_table('water_control_plan', 'site_id', null);
create unique index water_control_plan_same on water_control_plan (site_id, code) where latest and not voided;
create table water_control_plan_measure (what text not null, owner text not null, due_on date not null, done_on date);
select greenfab_line_table('water_control_plan_measure', 'water_control_plan');

create index water_risk_assessment_written on water_risk_assessment (written_seq) where import_id is null;
create index water_control_plan_written on water_control_plan (written_seq) where import_id is null;

do $$
declare
  of_group constant text := '(select app_reads_group())';
  by_group constant text := '(select app_writes_group())';
begin
  perform greenfab_protect('water_basin_edition', of_group, by_group || ' and made_by = (select app_actor())');
  perform greenfab_may_update('water_basin_edition', 'state, progress, form, basins, baselines, futures, outlines, problems, synthetic, ended_at', by_group);
  perform greenfab_protect('water_basin', of_group, by_group);
  -- What was read halfway is taken away again; what is ready stays as it is.
  perform greenfab_may_delete('water_basin', by_group || ' and edition_id in (select id from water_basin_edition where state <> ''ready'')');
end $$;
