-- Days and months beside the hours, by the factory's own calendar. An interval between two readings that reaches across the
-- edge of an hour is shared out there, and measured for the day or month within which it lies: the hour says how much of it is.

alter table water_hour
  add column interpolated_in_day_m3 numeric not null default 0, add column estimated_in_day_m3 numeric not null default 0,
  add column interpolated_in_month_m3 numeric not null default 0, add column estimated_in_month_m3 numeric not null default 0;
comment on column water_hour.interpolated_in_day_m3 is 'the part of interpolated_m3 whose two readings lie within one day: for the day it is measured';
comment on column water_hour.estimated_in_day_m3 is 'the part of estimated_m3 whose two readings lie within one day';
comment on column water_hour.interpolated_in_month_m3 is 'the part of interpolated_m3 whose two readings lie within one month; that within one day is part of it';
comment on column water_hour.estimated_in_month_m3 is 'the part of estimated_m3 whose two readings lie within one month; that within one day is part of it';

create table water_day (
  point integer not null references water_point (id), on_day date not null,
  measured_m3 numeric not null, interpolated_m3 numeric not null, estimated_m3 numeric not null,
  interpolated_in_month_m3 numeric not null, estimated_in_month_m3 numeric not null,
  known_seconds numeric not null, at_least boolean not null,
  primary key (point, on_day)
);
comment on table water_day is 'what flowed in a day of the factory''s calendar; a day of which nothing is known is absent, not zero';

create table water_month (
  point integer not null references water_point (id), month_on date not null check (extract(day from month_on) = 1),
  measured_m3 numeric not null, interpolated_m3 numeric not null, estimated_m3 numeric not null,
  known_seconds numeric not null, at_least boolean not null, changed_seq bigint not null,
  primary key (point, month_on)
);
comment on table water_month is 'what flowed in a month of the factory''s calendar; a month of which nothing is known is absent, not zero';
comment on column water_month.changed_seq is 'the transaction that last found another volume, or knew it of more or less time';
create index water_month_changed on water_month (changed_seq);

do $$
declare
  of_points constant text := 'point in (select id from water_point)';
  by_figures constant text := '(select app_actor()) = ''figures''';
begin
  perform greenfab_protect('water_day', of_points, by_figures);
  perform greenfab_may_delete('water_day', by_figures);
  perform greenfab_protect('water_month', of_points, by_figures);
  perform greenfab_may_update('water_month', 'measured_m3, interpolated_m3, estimated_m3, known_seconds, at_least, changed_seq', by_figures);
  perform greenfab_may_delete('water_month', by_figures);
end $$;

-- What was counted before there were days is counted again.
alter table water_point no force row level security;
alter table water_reading no force row level security;
alter table water_marked no force row level security;
insert into water_marked as m (point, from_at, before_at) select point, min(at), max(at) from water_reading group by 1
  on conflict (point) do update set from_at = least(m.from_at, excluded.from_at), before_at = greatest(m.before_at, excluded.before_at);
alter table water_point force row level security;
alter table water_reading force row level security;
alter table water_marked force row level security;
