-- Jobs that were asked for and how they went, and notices: what is to be told, whom it was told, and how it left.
-- The queue of the library (pg-boss) has a schema of its own, `jobs`, made by the library as the owner; nothing here refers to it.

create table job_run (
  id uuid primary key,
  job text not null,
  actor text not null,
  asked jsonb not null default '{}',
  scheduled boolean not null default false,
  state text not null default 'asked' check (state in ('asked', 'waiting', 'running', 'done', 'failed')),
  progress numeric not null default 0 check (progress between 0 and 1),
  tries integer not null default 0,
  result jsonb, error text,
  asked_at timestamptz not null default now(), started_at timestamptz, ended_at timestamptz,
  check ((state in ('done', 'failed')) = (ended_at is not null))
);
comment on table job_run is 'a piece of background work: who asked for it, how far it is, how it ended';
comment on column job_run.actor is 'whose rights it runs with, read anew when it runs; a system actor for what a schedule starts';
comment on column job_run.state is 'asked: written with the change that wants it, not yet in the queue';
create index job_run_asked on job_run (asked_at) where state = 'asked';
create index job_run_job on job_run (job, asked_at desc);

create table notice_request (
  id uuid primary key,
  person_id uuid references person (id),
  action text, scope_id uuid references scope_node (id),
  message text not null,
  facts jsonb not null default '{}',
  opens text not null check (opens like '/%'),
  due_at timestamptz,
  key text not null,
  settles boolean not null default false,
  actor text not null, at timestamptz not null default now(), seq bigint not null,
  spread_at timestamptz,
  check (settles or (person_id is null) <> (action is null))
);
comment on table notice_request is 'what is to be told, written in the transaction of the change that caused it';
comment on column notice_request.action is 'told to everybody who may do this at scope_id on the day it is told';
comment on column notice_request.key is 'of one key a person is told once';
comment on column notice_request.settles is 'nothing is told: what was told under this key is done';
create index notice_request_open on notice_request (seq, id) where spread_at is null;
create index notice_request_told on notice_request (at);

create table notice (
  id uuid primary key,
  person_id uuid not null references person (id),
  message text not null,
  facts jsonb not null default '{}',
  opens text not null,
  due_at timestamptz,
  key text not null,
  at timestamptz not null,
  read_at timestamptz, done_at timestamptz,
  unique (person_id, key)
);
comment on table notice is 'what one person was told: one task, and where it is done';
create index notice_unread on notice (person_id) where read_at is null and done_at is null;
create index notice_key on notice (key) where done_at is null;
create index notice_newest on notice (person_id, at desc);

create table notice_delivery (
  id uuid primary key,
  notice_id uuid not null references notice (id) on delete cascade,
  person_id uuid not null references person (id),
  channel text not null check (channel in ('mail', 'wecom', 'dingtalk', 'feishu')),
  digest boolean not null default false,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'dropped')),
  tries integer not null default 0,
  next_at timestamptz not null,
  batch uuid, lease_until timestamptz,
  sent_at timestamptz, error text,
  unique (notice_id, channel)
);
comment on table notice_delivery is 'one notice by one channel; sent at least once, a repeat carries the batch of the first try';
comment on column notice_delivery.batch is 'what left together as one message; drawn once, so that a repeat can be told';
comment on column notice_delivery.lease_until is 'somebody is sending it; when this has passed he died, and another may';
create index notice_delivery_due on notice_delivery (next_at) where state = 'waiting';
create index notice_delivery_failed on notice_delivery (next_at) where state = 'failed';

create table notice_preference (person_id uuid primary key references person (id), preference jsonb not null);
comment on table notice_preference is 'how one person wants to be told: by channel and message, when, and when not';

create table person_channel (
  channel text not null check (channel in ('wecom', 'dingtalk', 'feishu')),
  external_id text not null,
  person_id uuid not null references person (id),
  linked_at timestamptz not null default now(), linked_by text not null,
  primary key (channel, external_id),
  unique (channel, person_id)
);
comment on table person_channel is 'who somebody is in WeCom, DingTalk or Feishu: for messages and for signing in';

create table notice_robot (
  id uuid primary key,
  channel text not null check (channel in ('wecom', 'dingtalk', 'feishu')),
  name text not null,
  scope_id uuid not null references scope_node (id),
  language text not null check (language in ('en', 'zh')),
  sealed text not null,
  hour integer not null check (hour between 0 and 23),
  active boolean not null default true,
  told_until timestamptz not null default now(),
  next_at timestamptz not null,
  tries integer not null default 0, error text
);
comment on table notice_robot is 'a robot of a group chat: it tells once a day how much there is, and nothing of any person';
comment on column notice_robot.sealed is 'address and secret, encrypted by GREENFAB_SECRET';

do $$
declare
  by_system constant text := '(select app_all(''app.writes'')) and (select app_writes_group())';
  own constant text := 'person_id::text = (select app_actor())';
  jobs constant text := '(select app_actor()) = ''jobs''';
  notices constant text := '(select app_actor()) in (''notices'', ''operator'')';
begin
  perform greenfab_protect('job_run', 'actor = (select app_actor()) or (' || by_system || ')', 'actor = (select app_actor()) or ' || jobs);
  perform greenfab_may_update('job_run', 'state, progress, tries, result, error, started_at, ended_at', by_system);
  perform greenfab_may_delete('job_run', jobs);
  perform greenfab_protect('notice_request', notices, 'actor = (select app_actor()) and seq = (select app_seq())');
  perform greenfab_may_update('notice_request', 'spread_at', notices);
  perform greenfab_may_delete('notice_request', notices);
  perform greenfab_protect('notice', own || ' or ' || notices, notices);
  perform greenfab_may_update('notice', 'read_at, done_at', own || ' or ' || notices);
  perform greenfab_may_delete('notice', by_system);
  perform greenfab_protect('notice_delivery', own || ' or (' || by_system || ')', notices);
  perform greenfab_may_update('notice_delivery', 'state, tries, next_at, batch, lease_until, sent_at, error', by_system);
  perform greenfab_may_delete('notice_delivery', by_system);
  perform greenfab_protect('notice_preference', own || ' or ' || notices, own);
  perform greenfab_may_update('notice_preference', 'preference', own);
  perform greenfab_may_delete('notice_preference', own || ' or (' || by_system || ')');
  perform greenfab_protect('person_channel', own || ' or (' || by_system || ')', own || ' or (' || by_system || ')');
  perform greenfab_may_delete('person_channel', own || ' or (' || by_system || ')');
  perform greenfab_protect('notice_robot', by_system, by_system);
  perform greenfab_may_update('notice_robot', 'name, scope_id, language, sealed, hour, active, told_until, next_at, tries, error', by_system);
  perform greenfab_may_delete('notice_robot', by_system);
end $$;
