-- Devices whose readings come in by themselves: where they are heard, and what they said that could not be kept.

create table water_connection (
  id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  site_id uuid references scope_node (id),
  way text not null check (way in ('mqtt', 'sparkplug', 'modbus', 'opcua')),
  address text not null check (length(address) between 1 and 500),
  settings jsonb not null,
  password bytea,
  active boolean not null default true,
  made_by text not null, made_at timestamptz not null default now(),
  changes integer not null default 0,
  runner_id uuid, runner_until timestamptz,
  state text not null default 'waiting' check (state in ('waiting', 'connected', 'failing')),
  state_at timestamptz not null default now(),
  problem text,
  heard_at timestamptz,
  messages bigint not null default 0, kept bigint not null default 0, refused bigint not null default 0
);
comment on table water_connection is 'where devices are heard, and what in their messages is which meter, instant and count';
comment on column water_connection.site_id is 'its messages write to meters of this factory only; absent: of any';
comment on column water_connection.password is 'encrypted under GREENFAB_SECRET';
comment on column water_connection.changes is 'grows with every change, so that whoever runs it begins anew';
comment on column water_connection.runner_id is 'the one process that runs it, until runner_until unless it says so again';
comment on column water_connection.messages is 'heard since it was made; kept and refused are readings of them';

create table water_refused_message (
  id bigint generated always as identity primary key,
  connection_id uuid not null references water_connection (id) on delete cascade,
  at timestamptz not null, topic text not null, payload text not null, reason text not null, given text not null
);
comment on table water_refused_message is 'the newest messages of each connection that were acknowledged and not kept, with the reason';
comment on column water_refused_message.payload is 'its beginning, as text';
create index water_refused_message_of on water_refused_message (connection_id, id desc);

do $$
declare
  by_system constant text := '(select app_all(''app.writes'')) and (select app_writes_group())';
  -- It writes to the meters of one factory where its connection is of one, and yet tells how it stands.
  by_devices constant text := '(select app_actor()) = ''devices''';
begin
  perform greenfab_protect('water_connection', '(select app_writes_group())', by_system);
  perform greenfab_may_update('water_connection',
    'name, site_id, address, settings, password, active, changes, runner_id, runner_until, state, state_at, problem, heard_at, messages, kept, refused', by_system || ' or ' || by_devices);
  perform greenfab_may_delete('water_connection', by_system);
  perform greenfab_protect('water_refused_message', '(select app_writes_group()) or ' || by_devices, by_devices);
  perform greenfab_may_delete('water_refused_message', by_devices || ' or (' || by_system || ')');
end $$;
