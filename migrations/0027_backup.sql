-- Backup: the owner reads every row of every table, but only in a transaction that says that it backs up. Row-level
-- security binds the owner too (0001), and goes on binding him everywhere else.

create or replace function greenfab_protect(t text, reads text, writes text) returns void language plpgsql as $$
begin
  execute format('alter table %I enable row level security', t);
  execute format('alter table %I force row level security', t);
  execute format('create policy reads on %I for select to greenfab_app using (%s)', t, reads);
  execute format('create policy writes on %I for insert to greenfab_app with check (%s)', t, writes);
  execute format('create policy backs_up on %I for select to current_user using (current_setting(''app.backup'', true) = ''on'')', t);
  execute format('grant select, insert on %I to greenfab_app', t);
end $$;

do $$
declare t text;
begin
  for t in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity loop
    execute format('create policy backs_up on %I for select to current_user using (current_setting(''app.backup'', true) = ''on'')', t);
  end loop;
end $$;
