-- How every item stands under every rule pack, with all that it is made of: worked out and never entered, each change a new row.

create table substances_verdict (
  item_id uuid not null, pack text not null, since_seq bigint not null, ended_seq bigint,
  edition text not null, verdict text not null, basis text not null, own text not null,
  day_on date not null,
  primary key (item_id, pack, since_seq)
);
comment on table substances_verdict is 'verdict of an item under a rule pack from a number of the history on; rows without an end stand';
comment on column substances_verdict.own is 'by its own declarations alone, without what it is made of';
comment on column substances_verdict.day_on is 'day on which it came out so: exemptions end and entries of lists begin without any record';
create unique index substances_verdict_standing on substances_verdict (item_id, pack) where ended_seq is null;
create index substances_verdict_found on substances_verdict (pack, verdict) where ended_seq is null;

create table substances_verdict_state (
  one boolean primary key default true check (one),
  to_seq bigint not null, day_on date not null, packs text not null, items integer not null
);
comment on table substances_verdict_state is 'up to which number of the history, for which day and by which packs verdicts stand';

do $$
declare
  by_figures constant text := '(select app_actor()) = ''figures''';
begin
  perform greenfab_protect('substances_verdict', '(select app_reads_group())', by_figures);
  perform greenfab_may_update('substances_verdict', 'ended_seq', by_figures);
  perform greenfab_protect('substances_verdict_state', '(select app_reads_group())', by_figures);
  perform greenfab_may_update('substances_verdict_state', 'to_seq, day_on, packs, items', by_figures);
end $$;
