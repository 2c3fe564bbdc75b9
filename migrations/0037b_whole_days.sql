-- A meter that is read once a day or less often tells nothing of its hours: what flowed is kept by the day, and not in 24 equal parts.

alter table water_hour add column whole_day boolean not null default false, drop constraint water_hour_pkey, add primary key (point, from_at, whole_day);
comment on column water_hour.whole_day is 'a day of the factory''s clock, of a meter that is not read by the hour; from_at is its midnight';

-- What was counted by such meters before is counted again.
alter table water_point no force row level security;
alter table water_meter_span no force row level security;
update water_point p set spans_seq = 0 where exists (select from water_meter_span s where s.meter_id = p.meter_id and s.read_every_minutes > 180);
alter table water_point force row level security;
alter table water_meter_span force row level security;
