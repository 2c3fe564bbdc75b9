-- Waste as the people need it who do it: codes and inclusion of streams, decided weights, the storage ledger, the plan of
-- what is expected, proofs of treatment, statements, improvement plans and cases.

alter table waste_stream
  add column ewc_code text,
  add column hazard_traits text[],
  add column physical_form text,
  add column main_components_en text, add column main_components_zh text,
  add column generating_process_en text, add column generating_process_zh text,
  add column storage_days integer check (storage_days between 1 and 3650);
comment on column waste_stream.ewc_code is 'European list of waste code, six digits and an asterisk where hazardous';
comment on column waste_stream.hazard_traits is 'letters of the national hazardous waste list: T, C, I, R, In';
comment on column waste_stream.storage_days is 'days after which stored waste raises an alarm; a policy or permit, not law for every generator';
create table waste_stream_inclusion (
  standard text not null, included boolean not null, from_on date not null, before_on date check (before_on > from_on),
  ground text not null, reason text not null check (reason <> '')
);
comment on table waste_stream_inclusion is 'from which day a standard counts the stream or leaves it out, why, and by whose approval: the revision''s';
select greenfab_line_table('waste_stream_inclusion', 'waste_stream');

create table waste_bin (
  site_id uuid not null, code text not null check (code <> ''), name_en text not null, name_zh text not null,
  stream_id uuid not null, vendor_id uuid, treatment text, in_store boolean not null, place_en text, place_zh text
);
comment on table waste_bin is 'a bin or place in the store, with the label that a phone reads';
select greenfab_record_table('waste_bin', 'site_id', null);
create unique index waste_bin_same on waste_bin (site_id, code) where latest and not voided;

alter table waste_load
  add column to_site_id uuid,
  add column decided_weight text,
  add column decided_reason text,
  add column bin_id uuid,
  add column plate text,
  add column taken_at text,
  add constraint waste_load_elsewhere check (to_site_id <> site_id);
comment on column waste_load.to_site_id is 'the own site that took it: a transfer, not generated twice and not in the group''s figure';
comment on column waste_load.decided_weight is 'own, received or settled: which one counts where they differ too much';
comment on column waste_load.taken_at is 'the device''s time when it was taken down, with offset';

create table waste_statement (
  site_id uuid not null, vendor_id uuid not null, month_on date not null check (extract(day from month_on) = 1),
  number text not null check (number <> ''), total_mass_tonnes numeric check (total_mass_tonnes > 0), total_mass_tonnes_entered text, note text
);
comment on table waste_statement is 'a vendor''s statement of a month: one paper covers many loads, matched by total';
select greenfab_record_table('waste_statement', 'site_id', 'month_on');
create unique index waste_statement_same on waste_statement (site_id, vendor_id, number) where latest and not voided;
create table waste_statement_line (
  stream_id uuid not null, mass_tonnes numeric not null check (mass_tonnes > 0), loads integer check (loads > 0)
);
select greenfab_line_table('waste_statement_line', 'waste_statement');

create table waste_weight_policy (
  from_on date not null, general text not null, hazardous text not null, tolerance_share numeric not null check (tolerance_share between 0 and 1),
  tolerance_mass_tonnes numeric not null check (tolerance_mass_tonnes > 0), tolerance_mass_tonnes_entered text, reason text not null
);
comment on table waste_weight_policy is 'which of the three weights counts from a day on, and how far they may lie apart';
select greenfab_record_table('waste_weight_policy', null, null);
create unique index waste_weight_policy_same on waste_weight_policy (from_on) where latest and not voided;

create table waste_vendor_proof (
  vendor_id uuid not null, treatment text not null, plant_en text not null, plant_zh text not null, yield_share numeric check (yield_share > 0 and yield_share <= 1),
  from_on date not null, before_on date not null check (before_on > from_on), document text not null check (document <> '')
);
comment on table waste_vendor_proof is 'the receiving plant''s document that proves a treatment, with the yield it reaches; it expires';
comment on column waste_vendor_proof.yield_share is 'share of the gross mass that becomes product downstream; without it the figure is gross and marked';
select greenfab_record_table('waste_vendor_proof', null, null);
create unique index waste_vendor_proof_same on waste_vendor_proof (vendor_id, treatment, from_on) where latest and not voided;

create table waste_expected_data (
  site_id uuid not null, stream_id uuid not null, what text not null, frequency text not null,
  from_on date not null, before_on date check (before_on > from_on), due_day integer not null check (due_day between 1 and 28), reason text
);
comment on table waste_expected_data is 'which records a site owes, of which stream, how often, from when';
comment on column waste_expected_data.due_day is 'day of the following month by which it is due';
select greenfab_record_table('waste_expected_data', 'site_id', null);
create unique index waste_expected_data_same on waste_expected_data (site_id, stream_id, what, from_on) where latest and not voided;

create table waste_nil_return (
  site_id uuid not null, month_on date not null check (extract(day from month_on) = 1), stream_id uuid not null, note text
);
comment on table waste_nil_return is 'none this month, signed';
select greenfab_record_table('waste_nil_return', 'site_id', 'month_on');
create unique index waste_nil_return_same on waste_nil_return (site_id, month_on, stream_id) where latest and not voided;

create table waste_explanation (
  site_id uuid not null, month_on date not null check (extract(day from month_on) = 1), stream_id uuid not null, question text not null,
  explanation text not null check (explanation <> '')
);
comment on table waste_explanation is 'the one line that answers a question about a month';
select greenfab_record_table('waste_explanation', 'site_id', 'month_on');
create unique index waste_explanation_same on waste_explanation (site_id, month_on, stream_id, question) where latest and not voided;

create table waste_storage_movement (
  site_id uuid not null, moved_on date not null, stream_id uuid not null, movement text not null,
  mass_tonnes numeric not null check (mass_tonnes >= 0 or movement = 'stock_take'), mass_tonnes_entered text, mass_tonnes_basis text,
  treatment text, container text, number text not null check (number <> ''), bin_id uuid, taken_at text, note text
);
comment on table waste_storage_movement is 'one movement of the storage ledger; what leaves the site is a load and counted there';
comment on column waste_storage_movement.movement is 'opening, in, out (which container, no mass booked), on_site, stock_take (difference, may be negative)';
select greenfab_record_table('waste_storage_movement', 'site_id', 'moved_on');
create unique index waste_storage_movement_same on waste_storage_movement (site_id, number) where latest and not voided;

create table waste_improvement (
  site_id uuid not null, code text not null check (code <> ''), title_en text not null, title_zh text not null, stream_id uuid not null,
  from_treatment text not null, to_treatment text not null, starts_on date not null, effective_from_on date,
  expected_mass_tonnes numeric check (expected_mass_tonnes > 0), expected_mass_tonnes_entered text, case_id uuid
);
comment on table waste_improvement is 'a plan to send a stream to a better treatment; its effect is measured from the loads';
select greenfab_record_table('waste_improvement', 'site_id', null);
create unique index waste_improvement_same on waste_improvement (site_id, code) where latest and not voided;
create table waste_improvement_action (
  what text not null, owner text not null, due_on date not null, done_on date
);
select greenfab_line_table('waste_improvement_action', 'waste_improvement');

create table waste_case (
  code text not null check (code <> ''), title_en text not null, title_zh text not null, source text not null, place_en text, place_zh text,
  composition text not null, hazardous boolean not null, from_treatment text not null, to_treatment text not null,
  what_was_done_en text not null, what_was_done_zh text not null, result_en text not null, result_zh text not null,
  diverted_mass_tonnes numeric check (diverted_mass_tonnes > 0), diverted_mass_tonnes_entered text, reference text
);
comment on table waste_case is 'what somebody did with a like stream, own or a peer''s';
select greenfab_record_table('waste_case', null, null);
create unique index waste_case_same on waste_case (code) where latest and not voided;
