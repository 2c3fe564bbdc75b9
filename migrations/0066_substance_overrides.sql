-- What somebody decided of an item against what was found of it: for a while, for a reason, and until anything of it changes.

create table substances_override (
  item_id uuid not null, pack text not null check (pack <> ''),
  verdict text not null, basis text not null, edition text not null,
  decision text not null, reason text not null check (reason <> ''),
  from_on date not null, until_on date not null check (until_on >= from_on)
);
comment on table substances_override is 'a decision beside a verdict, which stays what it is; holds while verdict, basis and edition are those that it was made about, and nothing was recorded since of the item or its parts';
comment on column substances_override.verdict is 'what was found when it was decided, by edition and basis';
select greenfab_record_table('substances_override', null, null);
create unique index substances_override_same on substances_override (item_id, pack, from_on) where latest and not voided;
create index substances_override_counting on substances_override (item_id, pack) where approved_seq is not null and ended_seq is null and not voided;
create index substances_override_written on substances_override (written_seq) where import_id is null;
