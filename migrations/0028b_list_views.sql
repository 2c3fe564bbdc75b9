-- Saved views of lists: one's own, or shared with who reads in a scope; which of them a list opens with is each one's own choice.

alter table list_view add column shared_with uuid references scope_node (id), add column made_at timestamptz not null default now();
comment on column list_view.shared_with is 'who reads there sees it too; null while it is its maker''s own';
create index list_view_kind on list_view (kind);

create table list_view_first (
  actor text not null, kind text not null, view_id uuid not null references list_view (id) on delete cascade,
  primary key (actor, kind)
);
comment on table list_view_first is 'the view with which a list opens for somebody';

do $$
declare
  mine constant text := 'actor = (select app_actor())';
  -- What is shared with the group is of the group's writers; of a factory, of those who write there.
  writes constant text := 'case when shared_with = ''00000000-0000-7000-8000-000000000001'' then (select app_writes_group()) else
    (select app_all(''app.writes'')) or shared_with = any ((select app_list(''app.writes''))::uuid[]) end';
begin
  drop policy reads on list_view;
  create policy reads on list_view for select to greenfab_app using (actor = (select app_actor())
    -- Who reads everywhere reads what is shared somewhere, and nobody's own.
    or shared_with is not null and case when shared_with = '00000000-0000-7000-8000-000000000001' then (select app_reads_group()) else
      (select app_all('app.scopes')) or shared_with = any ((select app_list('app.scopes'))::uuid[]) end);
  drop policy writes on list_view;
  execute format('create policy writes on list_view for insert to greenfab_app with check (%s and (shared_with is null or %s))', mine, writes);
  drop policy updates on list_view;
  execute format('create policy updates on list_view for update to greenfab_app using (%1$s) with check (%1$s and (shared_with is null or %2$s))', mine, writes);
  grant update (search, columns, shared_with) on list_view to greenfab_app;
  -- A view of somebody who left is taken away by those who write where it is shared.
  drop policy deletes on list_view;
  execute format('create policy deletes on list_view for delete to greenfab_app using (%s or (shared_with is not null and (%s)))', mine, writes);
  perform greenfab_protect('list_view_first', mine, mine);
  perform greenfab_may_delete('list_view_first', mine);
end $$;
