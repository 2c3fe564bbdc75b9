-- Readings are no records: they have no revisions and no review, and there may be a hundred million of them. None is ever
-- altered; what flowed is worked out beside them and can be worked out again.

create table water_point (
  id integer generated always as identity primary key,
  meter_id uuid not null unique, site_id uuid not null references scope_node (id), spans_seq bigint not null default 0
);
comment on column water_point.spans_seq is 'the newest change of its meters in place that was counted by';
comment on table water_point is 'a meter by a short number, under which its readings lie';

create table water_reading (
  point integer not null references water_point (id), at timestamptz not null, sequence bigint generated always as identity,
  count numeric not null, reported_at timestamptz not null, received_at timestamptz not null, path text not null check (path <> ''), clock text not null,
  primary key (point, at, sequence)
);
comment on column water_reading.at is 'when it was taken, by the clock that counts; reported_at is what the device said';
comment on column water_reading.count is 'what the register showed, in counts';
-- The same message again, as a network delivers it twice, is one reading.
create unique index water_reading_same on water_reading (point, reported_at, path, count);

create table water_marked (
  point integer primary key references water_point (id), from_at timestamptz not null, before_at timestamptz not null
);
comment on table water_marked is 'between these instants readings came, or the meter was changed: what flowed is to be worked out again';

create table water_hour (
  point integer not null references water_point (id), from_at timestamptz not null,
  measured_m3 numeric not null, interpolated_m3 numeric not null, estimated_m3 numeric not null,
  known_seconds numeric not null, at_least boolean not null,
  primary key (point, from_at)
);
comment on table water_hour is 'what flowed in an hour of the factory''s clock; an hour of which nothing is known is absent, not zero';
comment on column water_hour.at_least is 'part of it is a lower bound: the register was set back, and what it lost is not known';

create table water_interval (
  point integer not null references water_point (id), from_at timestamptz not null, before_at timestamptz not null, codes text[] not null, volume_m3 numeric,
  primary key (point, from_at)
);
comment on table water_interval is 'intervals between readings of which there is something to say: gaps, roll-overs, resets, what is not counted';

do $$
declare
  of_points constant text := 'point in (select id from water_point)';
  by_figures constant text := '(select app_actor()) = ''figures''';
  in_scope constant text := '(select app_all(''app.scopes'')) or site_id = any ((select app_list(''app.scopes''))::uuid[])';
  in_writes constant text := '(select app_all(''app.writes'')) or site_id = any ((select app_list(''app.writes''))::uuid[])';
begin
  perform greenfab_protect('water_point', in_scope, in_writes);
  perform greenfab_may_update('water_point', 'spans_seq', by_figures);
  perform greenfab_protect('water_reading', of_points, 'point in (select id from water_point where ' || in_writes || ')');
  perform greenfab_protect('water_marked', of_points, 'point in (select id from water_point where ' || in_writes || ')');
  perform greenfab_may_update('water_marked', 'from_at, before_at', 'point in (select id from water_point where ' || in_writes || ')');
  perform greenfab_may_delete('water_marked', by_figures);
  perform greenfab_protect('water_hour', of_points, by_figures);
  perform greenfab_may_delete('water_hour', by_figures);
  perform greenfab_protect('water_interval', of_points, by_figures);
  perform greenfab_may_delete('water_interval', by_figures);
end $$;
