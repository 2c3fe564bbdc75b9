-- Responsibility belongs to a post: who holds it on a day has the role that it carries and answers for its records. A
-- hand-over says whose work the open records of somebody are from a day on. Decision 0014.

create table post (
  id uuid primary key,
  code text not null unique check (code <> ''),
  name_en text not null, name_zh text not null,
  scope_id uuid not null references scope_node (id),
  role text not null,
  ended_on date,
  seq bigint not null
);
comment on table post is 'a place of work that carries a role at a scope, whoever holds it';
comment on column post.ended_on is 'first day on which there is no such post any more';
create table post_holder (
  post_id uuid not null references post (id),
  person_id uuid not null references person (id),
  from_on date not null,
  before_on date check (before_on > from_on),
  seq bigint not null,
  primary key (post_id, from_on)
);
create index post_holder_person on post_holder (person_id);
comment on table post_holder is 'who holds a post from when until when; one person on any day';
create table post_duty (
  post_id uuid not null references post (id),
  kind text not null, record_id uuid not null,
  seq bigint not null,
  primary key (post_id, kind, record_id)
);
comment on table post_duty is 'the records that whoever holds the post answers for, such as waste streams';
create table hand_over (
  id uuid primary key,
  from_person uuid not null references person (id),
  to_person uuid not null references person (id) check (to_person <> from_person),
  scope_id uuid not null references scope_node (id),
  on_date date not null,
  moved jsonb not null,
  seq bigint not null
);
comment on table hand_over is 'from this day on what the one wrote and left open at the scope is the other''s work; its reason stands in the history';
comment on column hand_over.moved is 'how many drafts, returned records, posts and duties it was when it was recorded';
create index hand_over_to on hand_over (to_person);

do $$
declare
  by_system constant text := '(select app_all(''app.writes'')) and (select app_writes_group())';
  inside constant text := '(select app_reads_group())';
  own constant text := 'person_id::text = (select app_actor())';
begin
  perform greenfab_protect('post', inside, by_system);
  perform greenfab_may_update('post', 'name_en, name_zh, ended_on, seq', by_system);
  perform greenfab_protect('post_holder', inside || ' or ' || own, by_system);
  perform greenfab_may_update('post_holder', 'before_on, seq', by_system);
  perform greenfab_may_delete('post_holder', by_system);
  perform greenfab_protect('post_duty', inside, by_system);
  perform greenfab_may_delete('post_duty', by_system);
  perform greenfab_protect('hand_over', inside, by_system);
end $$;

-- Whose work has come to the one who asks, by one hand-over or several after each other.
create function app_handed() returns text[] language sql stable as $$
  with recursive came (person) as (
    select from_person from hand_over where to_person::text = app_actor()
    union
    select h.from_person from came c join hand_over h on h.to_person = c.person
  )
  select coalesce(array_agg(person::text), '{}') from came $$;
-- A draft that came in by a file is the work of who imported it: whoever it was handed to sees that import.
create policy handed_over on intake_import for select to greenfab_app using (actor = any ((select app_handed())::text[]));

-- A supplier is a place of its own: somebody with the role `supplier` there sees that record and nothing else of the group.
drop policy reads on suppliers_supplier;
create policy reads on suppliers_supplier for select to greenfab_app using (
  ((select app_reads_group()) or (select app_all('app.scopes')) or id = any ((select app_list('app.scopes'))::uuid[]))
  and coalesce(import_id, '00000000-0000-0000-0000-000000000000') <> all ((select app_pending())::uuid[]));
-- The owner is bound by row-level security too; here it reads and writes what the policies would hide from it.
alter table suppliers_supplier no force row level security;
alter table scope_node no force row level security;
insert into scope_node (id, type, code, name_en, name_zh, seq)
  select id, 'supplier', code, coalesce(name_en, name_zh), coalesce(name_zh, name_en), written_seq from suppliers_supplier
  where latest and approved_seq is not null;
alter table suppliers_supplier force row level security;
alter table scope_node force row level security;
