-- What an auditor drew and asked, and what was answered. All of it is only ever added: nothing here is altered or deleted.

create table audit_sample (
  id uuid primary key,
  seq bigint not null, actor text not null, at timestamptz not null default now(),
  scope_id uuid not null references scope_node (id),
  period text not null, kinds text[] not null check (cardinality(kinds) between 1 and 20),
  how text not null, note text,
  as_of bigint not null
);
comment on column audit_sample.how is 'seed:COUNT:SEED or top:COUNT:FIELD, so that anybody can draw again';
comment on column audit_sample.as_of is 'records that counted at this number of the history were drawn from';
create table audit_population (
  sample_id uuid not null references audit_sample (id), kind text not null,
  count integer not null check (count >= 0), sum numeric, digest bytea not null check (octet_length(digest) = 32),
  primary key (sample_id, kind)
);
comment on column audit_population.digest is 'SHA-256 over the ids that were drawn from, each with a line feed, in their order';
create table audit_sample_record (
  sample_id uuid not null references audit_sample (id), position integer not null check (position > 0),
  kind text not null, record_id uuid not null, revision integer not null, content_hash bytea not null, scope_id uuid, quantity numeric,
  primary key (sample_id, position)
);
comment on column audit_sample_record.content_hash is 'what the record said when it was drawn';
create index audit_sample_record_record on audit_sample_record (kind, record_id);

create table audit_question (
  id uuid primary key,
  sample_id uuid references audit_sample (id),
  kind text not null, record_id uuid not null, revision integer not null, field text, scope_id uuid,
  seq bigint not null, actor text not null, at timestamptz not null default now()
);
comment on column audit_question.field is 'the field that is asked about; null for the whole record';
create index audit_question_record on audit_question (kind, record_id);
create table audit_message (
  id uuid primary key,
  question_id uuid not null references audit_question (id),
  says text not null check (says in ('ask', 'answer', 'settle')), words text,
  seq bigint not null, actor text not null, at timestamptz not null default now()
);
comment on column audit_message.says is 'settle: the auditor is content, and the thread is closed';
create index audit_message_question on audit_message (question_id);

do $$
declare
  in_scope constant text := '((select app_all(''app.scopes'')) or scope_id = any ((select app_list(''app.scopes''))::uuid[]) or (scope_id is null and (select app_reads_group())))';
  own constant text := 'actor = (select app_actor()) and seq = (select app_seq())';
begin
  -- Who reads a record may speak about it; whether he may ask or answer is said by the table of roles. So an auditor's
  -- transactions write to no scope at all, and the policies of every record hold him to reading.
  perform greenfab_protect('audit_sample', in_scope, own || ' and ' || in_scope);
  perform greenfab_protect('audit_population', 'sample_id in (select id from audit_sample)',
    'exists (select from audit_sample s where s.id = sample_id and s.seq = (select app_seq()))');
  perform greenfab_protect('audit_sample_record', 'sample_id in (select id from audit_sample)',
    'exists (select from audit_sample s where s.id = sample_id and s.seq = (select app_seq()))');
  perform greenfab_protect('audit_question', in_scope, own || ' and ' || in_scope);
  perform greenfab_protect('audit_message', 'question_id in (select id from audit_question)',
    own || ' and question_id in (select id from audit_question)');
end $$;

-- What a step or a paper belongs to in the history is looked up by its number.
create index review_event_seq on review_event (seq);
create index evidence_link_seq on evidence_link (seq);

-- An import of several factories is in the scope of none of them; who recorded what a reader sees is his to know. It is
-- read as the group's own things are: the entry tells a file's name and how many rows it had.
alter policy reads on history_entry using ((select app_all('app.scopes')) or scope_id = any ((select app_list('app.scopes'))::uuid[])
  or actor = (select app_actor()) or (scope_id is null and import_id is not null and (select app_reads_group())));
