-- A year of hours is drawn from its days. Hours of thousands of meters come mixed, so that those of one meter's year lie on nearly
-- as many pages as there are hours; in the row of their day they lie on one page for each day.

alter table water_day
  add column hour_minutes integer[], add column hour_m3 numeric[], add column hour_estimated_m3 numeric[], add column hour_known_seconds numeric[], add column hour_at_least boolean[];
comment on column water_day.hour_m3 is 'what flowed in each of its hours of which something is known, in time; absent of a meter that is not read by the hour';
comment on column water_day.hour_minutes is 'when each of these hours begins, minutes after the day; absent: at 0, 60, 120 and so on, all 24';
comment on column water_day.hour_estimated_m3 is 'the part of a gap in each; absent: none';
comment on column water_day.hour_known_seconds is 'the time in each for which a volume is known; absent: the whole hour in all';
comment on column water_day.hour_at_least is 'whether part of each is a lower bound; absent: of none';

alter table water_day no force row level security;
alter table water_hour no force row level security;
alter table water_point no force row level security;
alter table scope_node no force row level security;
update water_day d set hour_minutes = nullif(o.minutes, '{0,60,120,180,240,300,360,420,480,540,600,660,720,780,840,900,960,1020,1080,1140,1200,1260,1320,1380}'),
  hour_m3 = o.m3, hour_estimated_m3 = case when o.estimated then o.estimated_m3 end,
  hour_known_seconds = case when o.partly then o.known_seconds end, hour_at_least = case when o.lower then o.at_least end
from (
  select h.point, l.on_day, array_agg((extract(epoch from h.from_at - l.on_day::timestamp at time zone n.time_zone) / 60)::integer order by h.from_at) as minutes,
    array_agg(trim_scale(h.measured_m3 + h.interpolated_m3 + h.estimated_m3) order by h.from_at) as m3,
    bool_or(h.estimated_m3 <> 0) as estimated, array_agg(trim_scale(h.estimated_m3) order by h.from_at) as estimated_m3,
    bool_or(h.known_seconds <> 3600) as partly, array_agg(trim_scale(h.known_seconds) order by h.from_at) as known_seconds,
    bool_or(h.at_least) as lower, array_agg(h.at_least order by h.from_at) as at_least
  from water_hour h join water_point p on p.id = h.point join scope_node n on n.id = p.site_id
  cross join lateral (select (h.from_at at time zone n.time_zone)::date as on_day) l where not h.whole_day group by 1, 2
) o where o.point = d.point and o.on_day = d.on_day;
alter table scope_node force row level security;
alter table water_point force row level security;
alter table water_hour force row level security;
alter table water_day force row level security;
