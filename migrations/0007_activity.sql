-- What a site made, by product family in its own unit, and what other intensities are measured by.

alter table factories_activity
  add column resident_count integer check (resident_count >= 0),
  add column hours_worked numeric check (hours_worked >= 0),
  add column land_area_m2 numeric check (land_area_m2 >= 0);
comment on column factories_activity.resident_count is 'people who live on the site: their water and refuse are not production';

create table factories_activity_output (
  product_family_en text not null, product_family_zh text not null,
  amount numeric not null check (amount >= 0), unit text not null
);
comment on table factories_activity_output is 'output of a month by product family, each in the unit that it is counted in';
select greenfab_line_table('factories_activity_output', 'factories_activity');
