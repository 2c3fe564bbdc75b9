-- Privacy: what can identify a person is erased in one recorded step, or gathered for him.

alter table person
  add column erased_number integer unique check (erased_number > 0), add column erased_seq bigint,
  add constraint person_erased check ((erased_number is null) = (erased_seq is null) and (erased_number is null or not active));
comment on column person.erased_number is 'what the person is called by since what could identify him was erased; such an account is shut for ever';
comment on column person.erased_seq is 'the number of the history under which he was erased';
grant update (erased_number, erased_seq) on person to greenfab_app;

-- In the transaction that erases a person go his sessions and every way in, which only the owner may touch.
create or replace function auth.follow_person() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    insert into auth."user" (id, name, email, email_verified, username, active, sample)
      values (new.id, new.user_name, new.id || '@accounts.invalid', true, new.user_name, new.active and not new.service, new.sample);
    insert into auth.account (account_id, provider_id, user_id, password)
      values (new.id::text, 'credential', new.id, repeat('0', 32) || ':' || repeat('0', 128));
  else
    update auth."user" set name = new.user_name, username = new.user_name, active = new.active and not new.service, sample = new.sample,
      image = case when new.erased_number is null then image end, two_factor_enabled = two_factor_enabled and new.erased_number is null,
      updated_at = now() where id = new.id;
    if not new.active then
      delete from auth.session where user_id = new.id;
      delete from auth.verification where value = new.id::text;
    end if;
    if new.erased_number is not null then
      delete from auth.passkey where user_id = new.id;
      delete from auth.two_factor where user_id = new.id;
      delete from auth.account where user_id = new.id;
    end if;
  end if;
  return null;
end $$;

-- ---------------------------------------------------------------------------------------------------------------------
-- Whom a transaction is about: while somebody's data are gathered or erased, the program alone meets what is otherwise the
-- person's own. A request that is about nobody sees as little as before.

create function app_about() returns text language sql stable as $$ select nullif(current_setting('app.about', true), '') $$;

do $$
declare
  by_system constant text := '(select app_all(''app.writes'')) and (select app_writes_group())';
  his constant text := by_system || ' and person_id::text = (select app_about())';
  acted constant text := by_system || ' and actor = (select app_about())';
  any_of constant text := by_system || ' and (select app_about()) is not null';
begin
  execute format('create policy about on notice_preference for select to greenfab_app using (%s)', his);
  execute format('create policy about on list_view for select to greenfab_app using (%s)', acted);
  execute format('create policy about_ends on list_view for delete to greenfab_app using (%s)', acted);
  execute format('create policy about on list_view_first for select to greenfab_app using (%s)', acted);
  execute format('create policy about_ends on list_view_first for delete to greenfab_app using (%s)', acted);
  -- A name stands in what others were told, and in what was answered to them.
  execute format('create policy about on notice for select to greenfab_app using (%s)', any_of);
  execute format('create policy about_says on notice for update to greenfab_app using (%s)', any_of);
  grant update (facts) on notice to greenfab_app;
  execute format('create policy about on notice_request for select to greenfab_app using (%s)', any_of);
  execute format('create policy about_says on notice_request for update to greenfab_app using (%s)', any_of);
  execute format('create policy about_ends on notice_request for delete to greenfab_app using (%s)', his);
  grant update (facts) on notice_request to greenfab_app;
  execute format('create policy about on api_answer for select to greenfab_app using (%s)', any_of);
  execute format('create policy updates on access_event for update to greenfab_app using (%s)', by_system || ' and (select app_about()) in (person_id::text, actor)');
  grant update (subject, network, device) on access_event to greenfab_app;
  grant update (name) on api_key to greenfab_app;
end $$;

-- An import of several factories lies in none of them: a key that holds in one sees it only where it came by the key itself.
alter table intake_import add column key_id uuid references api_key (id);
comment on column intake_import.key_id is 'the key by which it came';

-- ---------------------------------------------------------------------------------------------------------------------
-- What an entry of the history speaks of is looked up by its number. What an import wrote is found by the import, so that a
-- million rows of one cost nothing here.

do $$
declare t text;
begin
  for t in select table_name from information_schema.columns where table_schema = 'public' and column_name = 'written_seq' loop
    execute format('create index %I on %I (written_seq) where import_id is null', t || '_written', t);
  end loop;
end $$;
-- A page of the history of one factory, or of what one person did, is not looked for among all entries.
create index history_entry_scope on history_entry (scope_id, seq);
create index history_entry_actor on history_entry (actor, seq);
