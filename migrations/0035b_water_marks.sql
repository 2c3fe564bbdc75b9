-- A batch appends its marks, as a write appends those of figures: it waits for nobody who counts, and who counts for no batch.
drop table water_marked;
create table water_marked (
  id bigint generated always as identity primary key, point integer not null, from_at timestamptz not null, before_at timestamptz not null,
  marked_at timestamptz not null default now()
);
comment on table water_marked is 'between these instants readings came, or the meter was changed: what flowed is to be worked out again';
create index water_marked_at on water_marked (marked_at);
create index water_marked_point on water_marked (point);

do $$
begin
  perform greenfab_protect('water_marked', 'point in (select id from water_point)',
    'point in (select id from water_point where (select app_all(''app.writes'')) or site_id = any ((select app_list(''app.writes''))::uuid[]))');
  perform greenfab_may_delete('water_marked', '(select app_actor()) = ''figures''');
end $$;

-- That there is such a point is what the policies of these tables ask of every row, and points are never taken away.
alter table water_reading drop constraint water_reading_point_fkey;

-- What was marked and not yet counted is in the table that went.
alter table water_point no force row level security;
alter table water_reading no force row level security;
alter table water_marked no force row level security;
insert into water_marked (point, from_at, before_at) select point, min(at), max(at) from water_reading group by 1;
alter table water_point force row level security;
alter table water_reading force row level security;
alter table water_marked force row level security;
