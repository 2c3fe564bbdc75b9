-- What at a meter wants somebody's attention. Findings are worked out and kept, so that one cause is told once and what was said
-- of it stays; what people say of them are records.

create table water_finding_answer (
  site_id uuid not null, meter_id uuid not null, finding text not null, cause text not null, found_cause_on date not null, what_was_done text, new_baseline boolean not null
);
comment on table water_finding_answer is 'what a finding was, as somebody found on the spot, and whether what is usual begins anew with it';
select greenfab_record_table('water_finding_answer', 'site_id', 'found_cause_on');
create unique index water_finding_answer_same on water_finding_answer (finding) where latest and not voided;
create index water_finding_answer_written on water_finding_answer (written_seq) where import_id is null;
create index water_finding_answer_meter on water_finding_answer (meter_id);

create table water_finding (
  id uuid primary key, point integer not null references water_point (id), kind text not null, unit text not null,
  from_on date not null, found_on date not null, until_on date, only_suspected boolean not null,
  usual double precision not null, upper_limit double precision, excess double precision not null, codes text[] not null, series jsonb not null,
  withdrawn_why text, same_as uuid references water_finding (id), kept_at timestamptz not null default now(), judged_at timestamptz not null default now(),
  check (until_on is null or until_on >= from_on), check (same_as is null or withdrawn_why = 'same_cause')
);
comment on table water_finding is 'a leak or another thing to look at, with the series that shows it; one that later readings take back stays as withdrawn';
comment on column water_finding.found_on is 'the day on which it was first said; it does not move when the count is made again';
comment on column water_finding.series is 'day and value in pairs, in unit; a day that is not known has null';
create index water_finding_point on water_finding (point, from_on);

create table water_watch (
  point integer primary key references water_point (id), due_from timestamptz, judged_until timestamptz, seen_seq bigint not null default 0
);
comment on table water_watch is 'since when what flowed at a meter has changed and was not looked at, and the last hour up to which it was';
create index water_watch_due on water_watch (point) where due_from is not null;

do $$
declare
  of_points constant text := 'point in (select id from water_point)';
  by_figures constant text := '(select app_actor()) = ''figures''';
begin
  perform greenfab_protect('water_finding', of_points, by_figures);
  perform greenfab_may_update('water_finding', 'kind, unit, from_on, until_on, only_suspected, usual, upper_limit, excess, codes, series, withdrawn_why, same_as, judged_at', by_figures);
  perform greenfab_protect('water_watch', of_points, by_figures);
  perform greenfab_may_update('water_watch', 'due_from, judged_until, seen_seq', by_figures);
end $$;

-- What was counted before there were findings is looked at too.
alter table water_point no force row level security;
alter table water_reading no force row level security;
alter table water_watch no force row level security;
insert into water_watch (point, due_from) select point, min(at) from water_reading group by 1;
alter table water_point force row level security;
alter table water_reading force row level security;
alter table water_watch force row level security;
