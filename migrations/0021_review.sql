-- Review: who reviews for whom on which days, for whom a step was taken, and what had been seen when many were passed at once.

create table review_delegation (
  id uuid primary key,
  from_person uuid not null references person (id),
  to_person uuid not null references person (id) check (to_person <> from_person),
  scope_id uuid references scope_node (id),
  from_on date not null,
  before_on date not null check (before_on > from_on),
  seq bigint not null, made_at timestamptz not null default now(),
  ended_seq bigint, ended_at timestamptz
);
comment on table review_delegation is 'who reviews for whom on which days; the one who stands in has the right already, so that nobody comes to see more';
comment on column review_delegation.scope_id is 'the scope whose reviews are meant; null for all that the other reviews';
comment on column review_delegation.ended_seq is 'taken back before its last day';
create index review_delegation_to on review_delegation (to_person) where ended_seq is null;
create index review_delegation_from on review_delegation (from_person);
select greenfab_protect('review_delegation',
  'from_person::text = (select app_actor()) or to_person::text = (select app_actor()) or (select app_writes_group())',
  'from_person::text = (select app_actor())');
select greenfab_may_update('review_delegation', 'ended_seq, ended_at', 'from_person::text = (select app_actor())');

alter table review_event add column on_behalf_of uuid references person (id);
comment on column review_event.on_behalf_of is 'the reviewer for whom a step was taken while he had delegated';
-- The program reads the days; that the other delegated at all, the database asks itself.
create policy acts_for on review_event as restrictive for insert to greenfab_app with check (
  on_behalf_of is null or exists (
    select from review_delegation d where d.from_person = on_behalf_of and d.to_person::text = (select app_actor()) and d.ended_seq is null));

-- Who passes many at once passes what stood on his page: a number of the history that this snapshot did not see came later.
create function app_seen(number bigint, seen pg_snapshot) returns boolean language sql stable as $$
  select number <= base or pg_visible_in_snapshot((number - base)::text::xid8, seen) from history_clock $$;
grant execute on function app_seen(bigint, pg_snapshot) to greenfab_app;
