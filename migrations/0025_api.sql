-- The API for programs: keys that cut a person's right down, answers kept for a repeated request, and webhooks.

-- ---------------------------------------------------------------------------------------------------------------------
-- Keys. What a key may is never kept as a right: it is what its person may today, cut down to actions and a scope.

alter table person add column service boolean not null default false;
comment on column person.service is 'a program and nobody: it has keys, and no door to sign in by';

-- Whatever door the library has or gets, it asks whether the user is active: a program is nobody to it.
create or replace function auth.follow_person() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    insert into auth."user" (id, name, email, email_verified, username, active, sample)
      values (new.id, new.user_name, new.id || '@accounts.invalid', true, new.user_name, new.active and not new.service, new.sample);
    insert into auth.account (account_id, provider_id, user_id, password)
      values (new.id::text, 'credential', new.id, repeat('0', 32) || ':' || repeat('0', 128));
  else
    update auth."user" set name = new.user_name, username = new.user_name, active = new.active and not new.service, sample = new.sample,
      updated_at = now() where id = new.id;
    if not new.active then
      delete from auth.session where user_id = new.id;
      delete from auth.verification where value = new.id::text;
    end if;
  end if;
  return null;
end $$;

create table api_key (
  id uuid primary key,
  person_id uuid not null references person (id),
  name text not null check (length(name) between 1 and 100),
  prefix text not null,
  hash bytea not null unique check (octet_length(hash) = 32),
  actions text[] not null check (cardinality(actions) > 0),
  scope_id uuid not null references scope_node (id),
  made_by text not null, made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_on date,
  revoked_at timestamptz, revoked_by text
);
comment on table api_key is 'a right to ask without signing in: what its person may today, and of that only these actions in this scope';
comment on column api_key.prefix is 'how the key begins, by which its owner tells it from others; the key itself is nowhere';
comment on column api_key.hash is 'SHA-256 of the key, which is 256 random bits';
create index api_key_person on api_key (person_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- What was answered to a request that named itself, for a day: asked again, the same is answered and nothing happens twice.

create table api_answer (
  actor text not null,
  key text not null check (length(key) between 1 and 255),
  asked bytea not null check (octet_length(asked) = 32),
  at timestamptz not null default now(),
  status integer,
  media_type text,
  body text,
  primary key (actor, key)
);
comment on column api_answer.asked is 'SHA-256 of method, address and body: the same name for another request is a mistake';
comment on column api_answer.status is 'absent while the first request is still being answered';
create index api_answer_at on api_answer (at);

-- ---------------------------------------------------------------------------------------------------------------------
-- Webhooks. What happened stands in the history already; a reader of it, in order and below the horizon, makes deliveries.

create table webhook (
  id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  url text not null check (length(url) between 8 and 2000),
  secret bytea not null,
  events text[] not null check (cardinality(events) > 0),
  scope_id uuid references scope_node (id),
  active boolean not null default true,
  made_by text not null, made_at timestamptz not null default now()
);
comment on table webhook is 'an address that is told what happens';
comment on column webhook.secret is 'signs what is sent; encrypted under GREENFAB_SECRET';
comment on column webhook.scope_id is 'only what happens here or below; absent: everything';

create table webhook_delivery (
  id uuid primary key,
  webhook_id uuid not null references webhook (id) on delete cascade,
  event text not null,
  body text not null,
  seq bigint,
  made_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given_up')),
  attempts integer not null default 0,
  next_at timestamptz not null default now(),
  last_at timestamptz,
  last_status integer,
  last_problem text
);
comment on column webhook_delivery.body is 'the exact bytes that are signed and sent, at every attempt';
comment on column webhook_delivery.seq is 'the number of the history that it speaks of; absent for a test';
create index webhook_delivery_due on webhook_delivery (next_at) where state = 'waiting';
create index webhook_delivery_of on webhook_delivery (webhook_id, made_at desc);

create table webhook_reader (only_row boolean primary key default true check (only_row), before_seq bigint not null);
comment on table webhook_reader is 'everything below this number of the history has been turned into deliveries';
insert into webhook_reader (before_seq) select coalesce(max(seq) + 1, 0) from history_entry;

do $$
declare
  by_system constant text := '(select app_all(''app.writes'')) and (select app_writes_group())';
  mine constant text := 'person_id::text = (select app_actor()) or (' || by_system || ')';
  asked_by_me constant text := 'actor = (select app_actor())';
begin
  perform greenfab_protect('api_key', mine, mine);
  perform greenfab_may_update('api_key', 'last_used_on, revoked_at, revoked_by', mine);
  perform greenfab_protect('api_answer', asked_by_me, asked_by_me);
  perform greenfab_may_update('api_answer', 'status, media_type, body', asked_by_me);
  perform greenfab_may_delete('api_answer', asked_by_me || ' or (' || by_system || ')');
  perform greenfab_protect('webhook', '(select app_writes_group())', by_system);
  perform greenfab_may_update('webhook', 'name, url, secret, events, scope_id, active', by_system);
  perform greenfab_may_delete('webhook', by_system);
  perform greenfab_protect('webhook_delivery', '(select app_writes_group())', by_system);
  perform greenfab_may_update('webhook_delivery', 'state, attempts, next_at, last_at, last_status, last_problem', by_system);
  perform greenfab_may_delete('webhook_delivery', by_system);
  perform greenfab_protect('webhook_reader', '(select app_writes_group())', 'false');
  perform greenfab_may_update('webhook_reader', 'before_seq', '(select app_actor()) = ''webhooks''');
end $$;
