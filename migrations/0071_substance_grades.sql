-- What control grades require of items: which declarations and reports, and how old they may be. The company's own choice.

create table substances_grade_requirement (
  control_grade text not null, item_class text, from_on date not null,
  disclosure text not null, declaration_months integer check (declaration_months > 0),
  needs_reports boolean not null, report_months integer check (report_months > 0),
  lot_screening text, audit_months integer check (audit_months > 0), note text
);
comment on table substances_grade_requirement is 'what the company asks of items of a control grade from a day on; the newest that has begun counts';
comment on column substances_grade_requirement.item_class is 'class of items that it is about; null for all of the grade that have none of their own';
comment on column substances_grade_requirement.declaration_months is 'a declaration may be so old; null where it does not age';
comment on column substances_grade_requirement.report_months is 'a report may be so old, from the day of the test; null where its own last day is all';
comment on column substances_grade_requirement.lot_screening is 'how often incoming lots are screened, in words; no lots are counted';
comment on column substances_grade_requirement.audit_months is 'how often the supplier is audited; no audits are held yet';
select greenfab_record_table('substances_grade_requirement', null, null);
create unique index substances_grade_requirement_same on substances_grade_requirement (control_grade, item_class, from_on) nulls not distinct where latest and not voided;
create index substances_grade_requirement_written on substances_grade_requirement (written_seq) where import_id is null;
create table substances_grade_requirement_analyte (
  analyte text not null check (analyte <> '')
);
comment on column substances_grade_requirement_analyte.analyte is 'what a report must have looked for, as laboratories write it';
select greenfab_line_table('substances_grade_requirement_analyte', 'substances_grade_requirement');
