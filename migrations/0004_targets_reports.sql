-- Targets with steps by year, and the statements that a report is made of.

create table targets_target (
  code text not null check (code <> ''),
  title_en text not null, title_zh text not null,
  measure text not null check (measure in ('quantitative', 'qualitative')),
  kpi text, base_year_on date, owner_en text, owner_zh text
);
comment on column targets_target.kpi is 'id of the KPI it is measured by; empty for a qualitative goal or one that cannot be measured yet';
select greenfab_record_table('targets_target', null, null);
create unique index targets_target_same on targets_target (code) where latest and not voided;
create table targets_target_step (year_on date not null check (extract(doy from year_on) = 1), value numeric not null);
select greenfab_line_table('targets_target_step', 'targets_target');

create table reports_statement (
  section text not null, position integer not null check (position > 0),
  tense text not null check (tense in ('fact', 'later_fact', 'commitment')),
  as_of_on date not null, due_on date,
  text_en text not null, text_zh text not null,
  check (tense <> 'commitment' or due_on is not null)
);
comment on table reports_statement is 'one sentence or paragraph of the report, with the day it speaks of';
select greenfab_record_table('reports_statement', null, null);
create unique index reports_statement_same on reports_statement (section, position) where latest and not voided;
