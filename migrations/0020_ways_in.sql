-- Ways in: one-time links, a second factor, passkeys, what a session came in by, and a note of who came in and took what.

create table one_time_link (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  person_id uuid not null references person (id),
  purpose text not null check (purpose in ('first', 'invitation', 'reset')),
  made_at timestamptz not null default now(), made_by text not null,
  expires_at timestamptz not null,
  ended_at timestamptz, ended_as text check (ended_as in ('used', 'replaced', 'withdrawn')),
  check ((ended_at is null) = (ended_as is null))
);
comment on table one_time_link is 'links that let a person in once: the first start, an invitation, a forgotten password';
comment on column one_time_link.token_hash is 'SHA-256 of the token: the token itself is nowhere';
create index one_time_link_person on one_time_link (person_id) where ended_at is null;

create table access_event (
  id uuid primary key, at timestamptz not null default now(),
  actor text not null, person_id uuid references person (id),
  what text not null, outcome text not null check (outcome in ('done', 'refused')),
  subject text, scope_id uuid references scope_node (id), network text, device text
);
comment on table access_event is 'who came in and who took what in bulk; no part of the history, and swept after a year';
comment on column access_event.actor is 'who did it; sign-in where nobody was in yet';
comment on column access_event.person_id is 'whose account it is about; null when no account was met';
comment on column access_event.subject is 'a kind, a file''s SHA-256, a key''s name, a reason; never what somebody typed to get in';
comment on column access_event.network is 'the network an address lies in, not the address';
create index access_event_at on access_event (at);
create index access_event_person on access_event (person_id, at);

do $$
declare
  by_system constant text := '(select app_all(''app.writes'')) and (select app_writes_group())';
  own constant text := 'person_id::text = (select app_actor())';
begin
  perform greenfab_protect('one_time_link', by_system, by_system || ' and made_by = (select app_actor())');
  perform greenfab_may_update('one_time_link', 'ended_at, ended_as', by_system);
  perform greenfab_may_delete('one_time_link', '(' || by_system || ') and expires_at < now()');
  perform greenfab_protect('access_event', '(' || by_system || ') or ' || own,
    'actor = (select app_actor()) and ((' || by_system || ') or ' || own || ')');
  perform greenfab_may_delete('access_event', '(' || by_system || ') and at < now() - interval ''365 days''');
end $$;

-- The library's own tables, as it wants them for a second factor.
alter table auth."user" add column two_factor_enabled boolean default false;
create table auth.two_factor (
  id uuid primary key default gen_random_uuid(),
  secret text not null, backup_codes text not null,
  user_id uuid not null references auth."user" (id) on delete cascade,
  verified boolean default true, failed_verification_count integer default 0, locked_until timestamptz
);
create index two_factor_secret_idx on auth.two_factor (secret);
create index two_factor_user_id_idx on auth.two_factor (user_id);
comment on table auth.two_factor is 'secrets of authenticator apps and recovery codes, both encrypted with GREENFAB_SECRET';

create table auth.passkey (
  id uuid primary key,
  user_id uuid not null references auth."user" (id) on delete cascade,
  credential_id text not null unique, public_key bytea not null, counter bigint not null, transports text[] not null,
  name text not null, made_at timestamptz not null default now(), used_on date
);
create index passkey_user_id_idx on auth.passkey (user_id);
comment on column auth.passkey.public_key is 'only a public key: who reads it here cannot sign in with it';

alter table auth.session add column way text, add column device text, add column seen_on date;
comment on column auth.session.way is 'what the person came in by: password, totp, recovery-code, passkey, link, sso, switch';
comment on column auth.session.device is 'browser and system by family, such as chrome/windows; the browser''s own text is not kept';
comment on column auth.session.seen_on is 'the last day on which it was used';
