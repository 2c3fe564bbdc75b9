create table water_outlet (
  site_id uuid not null, code text not null check (code <> ''), name_en text not null, name_zh text not null, place text not null, domestic boolean not null,
  destination text not null, receiving_water_en text, receiving_water_zh text, standards text[], meter_id uuid, permit text,
  from_on date not null, before_on date, check (before_on > from_on)
);
comment on table water_outlet is 'where waste water leaves a workshop or a site, and the standards that hold there';
comment on column water_outlet.standards is 'codes of a standard with its tier; the limits themselves are rows of the pack';
select greenfab_record_table('water_outlet', 'site_id', null);
create unique index water_outlet_same on water_outlet (site_id, code) where latest and not voided;

create table water_limit (
  site_id uuid not null, outlet_id uuid not null, parameter text not null, origin text not null, document text not null check (document <> ''), edition text,
  clause text not null check (clause <> ''), averaging text not null, unit text not null, lower numeric check (lower >= 0), upper numeric check (upper >= 0),
  not_detected boolean not null, permitted_year_kg numeric check (permitted_year_kg > 0), from_on date not null, before_on date, check (before_on > from_on)
);
comment on table water_limit is 'what a permit, an agreement or a local standard asks of an outlet, with its clause';
select greenfab_record_table('water_limit', 'site_id', null);
create unique index water_limit_same on water_limit (outlet_id, parameter, document, averaging, from_on) where latest and not voided;

create table water_lab_report (
  site_id uuid not null, outlet_id uuid not null, number text not null check (number <> ''), sample text not null check (sample <> ''), sampled_on date not null, sampled_at text,
  averaging text not null, laboratory text not null, third_party boolean not null, accreditation text, accredited_until_on date, reported_on date,
  check (reported_on >= sampled_on)
);
comment on table water_lab_report is 'one sample of one outlet, as a laboratory reported it';
select greenfab_record_table('water_lab_report', 'site_id', 'sampled_on');
create unique index water_lab_report_same on water_lab_report (site_id, number, sample) where latest and not voided;
create table water_lab_report_result (
  parameter text not null, written text not null check (written <> ''), unit text not null, method text, detection_limit numeric check (detection_limit > 0), qualifier text, accredited boolean
);
comment on column water_lab_report_result.written is 'the value as the laboratory wrote it, with its sign for less or more; it is read where it is judged';
select greenfab_line_table('water_lab_report_result', 'water_lab_report');

create table water_monitoring_item (
  site_id uuid not null, outlet_id uuid not null, parameter text not null, frequency text not null, automatic boolean not null, clause text not null check (clause <> ''),
  from_on date not null, before_on date, check (before_on > from_on)
);
comment on table water_monitoring_item is 'what the permit asks to be measured at an outlet, and how often';
select greenfab_record_table('water_monitoring_item', 'site_id', null);
create unique index water_monitoring_item_same on water_monitoring_item (outlet_id, parameter, from_on) where latest and not voided;

create table water_test_exemption (
  site_id uuid not null, reason text not null check (reason <> ''), from_on date not null, before_on date, check (before_on > from_on)
);
comment on table water_test_exemption is 'a site that need not have its waste water tested, as two others agreed';
select greenfab_record_table('water_test_exemption', 'site_id', null);
create unique index water_test_exemption_same on water_test_exemption (site_id, from_on) where latest and not voided;

create table water_exceedance_case (
  site_id uuid not null, number text not null check (number <> ''), report_id uuid not null, parameter text not null, report_due boolean not null, cause text, cause_found text,
  prevention text, retest_id uuid, violation text, closed_on date
);
comment on table water_exceedance_case is 'what was done about a result above its limit; closed is the case whose closing day was approved';
select greenfab_record_table('water_exceedance_case', 'site_id', null);
create unique index water_exceedance_case_same on water_exceedance_case (report_id, parameter) where latest and not voided;
create table water_exceedance_case_step (
  step text not null, taken_on date not null, taken_at text, by text not null check (by <> ''), note text
);
select greenfab_line_table('water_exceedance_case_step', 'water_exceedance_case');

-- As every table of revisions has since 0029.
create index water_outlet_written on water_outlet (written_seq) where import_id is null;
create index water_limit_written on water_limit (written_seq) where import_id is null;
create index water_lab_report_written on water_lab_report (written_seq) where import_id is null;
create index water_monitoring_item_written on water_monitoring_item (written_seq) where import_id is null;
create index water_test_exemption_written on water_test_exemption (written_seq) where import_id is null;
create index water_exceedance_case_written on water_exceedance_case (written_seq) where import_id is null;
