-- What laboratories report of makers' parts: each report of one sample, with what was looked for and how.

create table substances_test_report (
  maker_part_id uuid not null, number text not null check (number <> ''),
  laboratory text not null, accreditation text,
  grade text, sample text not null check (sample <> ''),
  article text, material text, matrix text not null,
  sampled_on date, tested_on date not null check (tested_on >= sampled_on),
  until_on date not null check (until_on >= tested_on),
  void_on date check (void_on >= tested_on), change_notice text
);
comment on table substances_test_report is 'what a laboratory found in one sample of a maker''s part; counts from the day of the test to its last day, or until a change notice';
comment on column substances_test_report.grade is 'material grade that was tested; null where the report names none. A part of another grade is not what was tested';
comment on column substances_test_report.material is 'homogeneous material of the declaration that the sample is of, by its name there; null where it is none: then the report clears nothing';
comment on column substances_test_report.void_on is 'day from which it is void: the maker changed material or process';
select greenfab_record_table('substances_test_report', null, null);
create unique index substances_test_report_same on substances_test_report (maker_part_id, number, sample) where latest and not voided;
create index substances_test_report_counting on substances_test_report (maker_part_id, tested_on) where approved_seq is not null and ended_seq is null and not voided;
create index substances_test_report_written on substances_test_report (written_seq) where import_id is null;
create index substances_test_report_approved on substances_test_report (approved_seq);
create table substances_test_report_result (
  method text not null, analyte text not null check (analyte <> ''),
  not_detected boolean not null, value numeric check (value >= 0), unit text not null,
  sigma numeric check (sigma > 0), detection_limit numeric check (detection_limit > 0)
);
comment on column substances_test_report_result.analyte is 'as the laboratory writes it; it is read where it is judged';
comment on column substances_test_report_result.sigma is 'one standard deviation of the instrument, in the unit of the value';
select greenfab_line_table('substances_test_report_result', 'substances_test_report');
