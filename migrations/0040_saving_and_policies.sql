-- Saving projects and the roll-out of intelligent water systems, the degree days by which months are compared, and the
-- group's commitments and policies with who acknowledged which edition.

create table factories_degree_days (
  site_id uuid not null, month_on date not null check (extract(day from month_on) = 1),
  cooling_degree_days numeric check (cooling_degree_days >= 0), heating_degree_days numeric check (heating_degree_days >= 0),
  base_celsius numeric not null, source text not null check (source <> ''),
  check (cooling_degree_days is not null or heating_degree_days is not null)
);
comment on table factories_degree_days is 'how warm or cold a month was at a site, against which base, and who said so';
select greenfab_record_table('factories_degree_days', 'site_id', 'month_on');
create unique index factories_degree_days_same on factories_degree_days (site_id, month_on) where latest and not voided;

create table water_saving_project (
  site_id uuid not null, code text not null check (code <> ''), title_en text not null, title_zh text not null, stage text not null,
  measure_en text, measure_zh text,
  before_from_on date, before_through_on date check (before_through_on >= before_from_on),
  after_from_on date check (after_from_on > before_through_on), after_through_on date check (after_through_on >= after_from_on),
  drivers text[], claimed_yearly_m3 numeric check (claimed_yearly_m3 > 0),
  other_causes_m3 numeric check (other_causes_m3 >= 0), other_causes text,
  currency text, cost numeric check (cost >= 0), yearly_running_cost numeric check (yearly_running_cost >= 0), price_per_m3 numeric check (price_per_m3 > 0)
);
comment on table water_saving_project is 'a measure to use less water, with its months before and after, what the months hang on, and its cost';
comment on column water_saving_project.claimed_yearly_m3 is 'what somebody says that it saves; what meters show is worked out';
comment on column water_saving_project.other_causes_m3 is 'water of the months after that has another cause';
select greenfab_record_table('water_saving_project', 'site_id', null);
create unique index water_saving_project_same on water_saving_project (site_id, code) where latest and not voided;
create table water_saving_project_meter (meter_id uuid not null, side text not null);
select greenfab_line_table('water_saving_project_meter', 'water_saving_project');

create table water_roll_out (
  site_id uuid not null, reached_on date not null, status text not null, note text
);
comment on table water_roll_out is 'the state of a site''s intelligent water system from a day on';
select greenfab_record_table('water_roll_out', 'site_id', null);
create unique index water_roll_out_same on water_roll_out (site_id, reached_on) where latest and not voided;

create table policies_document (
  code text not null check (code <> ''), edition integer not null check (edition > 0), document_kind text not null,
  title_en text not null, title_zh text not null, text_en text not null, text_zh text not null, changes_en text, changes_zh text,
  effective_on date not null, owner_en text not null, owner_zh text not null,
  audience text[], acknowledge_days integer check (acknowledge_days > 0), sdgs text[]
);
comment on table policies_document is 'one edition of a commitment, policy or procedure of the group; what is approved is altered by another edition only';
select greenfab_record_table('policies_document', null, null);
create unique index policies_document_same on policies_document (code, edition) where latest and not voided;

-- What is published is for everybody with an account, whatever else he may see: there is nothing to approve or to keep
-- from him any more. An import that is not through yet is nobody's.
create policy published on policies_document for select to greenfab_app using (approved_seq is not null and not voided
  and coalesce((select app_actor()), '') <> '' and coalesce(import_id, '00000000-0000-0000-0000-000000000000') <> all ((select app_pending())::uuid[]));

create table policies_acknowledgement (
  document_id uuid not null, person_id uuid not null references person (id),
  said_hash bytea not null check (octet_length(said_hash) = 32), language text not null check (language in ('en', 'zh')),
  seq bigint not null, at timestamptz not null default now(),
  primary key (document_id, person_id, said_hash)
);
comment on column policies_acknowledgement.said_hash is 'content hash of the revision that was read';
comment on table policies_acknowledgement is 'who acknowledged which edition, as it said then, in which language he read it';
select greenfab_protect('policies_acknowledgement', '(select app_all(''app.scopes'')) or person_id::text = (select app_actor())',
  'person_id::text = (select app_actor()) and seq = (select app_seq())');
create index policies_acknowledgement_person on policies_acknowledgement (person_id);

-- As every table of revisions has since 0029.
create index factories_degree_days_written on factories_degree_days (written_seq) where import_id is null;
create index water_saving_project_written on water_saving_project (written_seq) where import_id is null;
create index water_roll_out_written on water_roll_out (written_seq) where import_id is null;
create index policies_document_written on policies_document (written_seq) where import_id is null;
