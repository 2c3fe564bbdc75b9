-- Sign-in: the tables of better-auth 1.7, in a schema on which the application role has no privilege at all.
-- The library reads and writes them as the owner; what it knows of a person follows the table person by a trigger.

create schema auth;
comment on schema auth is 'sessions, passwords and one-time links; written by the sign-in library alone, as the owner';

create table auth."user" (
  id uuid primary key references person (id) on delete cascade,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  username text unique,
  active boolean not null,
  sample boolean not null
);
comment on table auth."user" is 'what the library knows of a person; nothing here identifies anybody beyond the user name';
comment on column auth."user".email is 'invented and never shown: the library wants one, and accounts without mail exist';
comment on column auth."user".active is 'follows person.active';
comment on column auth."user".sample is 'follows person.sample';

create table auth.session (
  id uuid primary key default gen_random_uuid(),
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id uuid not null references auth."user" (id) on delete cascade
);
create index session_user_id_idx on auth.session (user_id);
comment on column auth.session.token is 'a cookie holds it with a signature by GREENFAB_SECRET: who reads it here cannot sign in with it';
comment on column auth.session.ip_address is 'left empty: nobody needs it';

create table auth.account (
  id uuid primary key default gen_random_uuid(),
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references auth."user" (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, provider_id)
);
create index account_user_id_idx on auth.account (user_id);
comment on column auth.account.password is 'salt and scrypt key; zeros before a password is set: no password gives that key, and trying takes as long as any other';

create table auth.verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier_idx on auth.verification (identifier);
comment on column auth.verification.identifier is 'SHA-256 of the one-time token: the token itself is nowhere';

-- In the same transaction as the person, so that neither is ever without the other; as the owner, because the writer has no
-- privilege here. Who is no longer active is signed out at once.
create function auth.follow_person() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    insert into auth."user" (id, name, email, email_verified, username, active, sample)
      values (new.id, new.user_name, new.id || '@accounts.invalid', true, new.user_name, new.active, new.sample);
    insert into auth.account (account_id, provider_id, user_id, password)
      values (new.id::text, 'credential', new.id, repeat('0', 32) || ':' || repeat('0', 128));
  else
    update auth."user" set name = new.user_name, username = new.user_name, active = new.active, sample = new.sample, updated_at = now()
      where id = new.id;
    if not new.active then
      delete from auth.session where user_id = new.id;
      delete from auth.verification where value = new.id::text;
    end if;
  end if;
  return null;
end $$;
revoke all on function auth.follow_person() from public;
create trigger follow_person after insert or update on person for each row execute function auth.follow_person();
