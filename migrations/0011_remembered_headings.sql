-- What a person chose for the headings of a factory's own sheet, so that the same sheet maps itself next month.

create table intake_heading (
  kind text not null, site_id uuid not null references scope_node (id), heading text not null check (heading <> ''),
  column_key text, actor text not null, at timestamptz not null default now(),
  primary key (kind, site_id, heading)
);
comment on table intake_heading is 'a heading of a factory''s own sheets and the column that a person chose for it';
comment on column intake_heading.heading is 'as it is compared: without blanks, brackets and case';
comment on column intake_heading.column_key is 'null: the column is left out';

do $$
declare
  in_scope constant text := '(select app_all(''app.scopes'')) or site_id = any ((select app_list(''app.scopes''))::uuid[])';
  in_writes constant text := 'actor = (select app_actor()) and ((select app_all(''app.writes'')) or site_id = any ((select app_list(''app.writes''))::uuid[]))';
begin
  perform greenfab_protect('intake_heading', in_scope, in_writes);
  -- Whoever may write for the factory may choose anew what somebody else chose; then it is his choice.
  execute format('create policy updates on intake_heading for update to greenfab_app using (%s) with check (%s)',
    '(select app_all(''app.writes'')) or site_id = any ((select app_list(''app.writes''))::uuid[])', in_writes);
  grant update (column_key, actor, at) on intake_heading to greenfab_app;
end $$;
