-- Readings that a person takes out of the count of a meter; they stay as they came, and what flowed is worked out without them.

create table water_reading_exclusion (
  site_id uuid not null, meter_id uuid not null, starts_at text not null, ends_before text not null, effect text not null, reason text not null check (reason <> '')
);
comment on table water_reading_exclusion is 'a time whose readings do not count, and why; a reading at its beginning is out, one at its end is not';
comment on column water_reading_exclusion.effect is 'counted_on: the register did, and its difference over the time is what flowed; not_known: that is not known';
select greenfab_record_table('water_reading_exclusion', 'site_id', null);
create unique index water_reading_exclusion_same on water_reading_exclusion (meter_id, starts_at) where latest and not voided;
create index water_reading_exclusion_written on water_reading_exclusion (written_seq) where import_id is null;

alter table water_point add column exclusions_seq bigint not null default 0;
comment on column water_point.exclusions_seq is 'the newest change of what was taken out of its count that was counted by';
-- The policy of 0033 says who may update; this column is one more that he may.
grant update (exclusions_seq) on water_point to greenfab_app;
