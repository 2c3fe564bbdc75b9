-- The organisation: regions, legal entities, sites, who belongs to whom from when, what a report covers, and activity data.

create table factories_region (code text not null check (code <> ''), name_en text not null, name_zh text not null);
select greenfab_record_table('factories_region', null, null);
create unique index factories_region_same on factories_region (code) where latest and not voided;

create table factories_entity (
  code text not null check (code <> ''),
  short_name_en text not null, short_name_zh text not null,
  legal_name_en text not null, legal_name_zh text not null,
  credit_code text, country text not null check (country ~ '^[A-Z]{2}$')
);
comment on column factories_entity.credit_code is 'unified social credit code (GB 32100), 18 characters, Chinese entities only';
select greenfab_record_table('factories_entity', null, null);
create unique index factories_entity_same on factories_entity (code) where latest and not voided;

create table factories_site (
  code text not null check (code <> ''),
  name_en text not null, name_zh text not null,
  region_id uuid not null, country text not null check (country ~ '^[A-Z]{2}$'),
  city_en text, city_zh text,
  time_zone text not null,
  started_on date not null, closed_on date check (closed_on > started_on)
);
comment on column factories_site.time_zone is 'IANA name; calendar dates of the site are dates in this zone';
select greenfab_record_table('factories_site', null, null);
create unique index factories_site_same on factories_site (code) where latest and not voided;

create table factories_membership (
  site_id uuid not null, entity_id uuid not null,
  share numeric not null check (share > 0 and share <= 1),
  from_on date not null, before_on date check (before_on > from_on)
);
comment on column factories_membership.share is 'share of the site that belongs to the entity; the shares of a site add to 1 on every day';
select greenfab_record_table('factories_membership', null, null);
create unique index factories_membership_same on factories_membership (site_id, entity_id, from_on) where latest and not voided;

create table factories_boundary (
  code text not null check (code <> ''),
  title_en text not null, title_zh text not null,
  approach text not null, from_on date not null, before_on date check (before_on > from_on),
  reason_en text, reason_zh text
);
comment on table factories_boundary is 'which sites a report covers, from when, and why';
select greenfab_record_table('factories_boundary', null, null);
create unique index factories_boundary_same on factories_boundary (code) where latest and not voided;
create table factories_boundary_line (site_id uuid not null);
select greenfab_line_table('factories_boundary_line', 'factories_boundary');

create table factories_activity (
  site_id uuid not null, month_on date not null check (extract(day from month_on) = 1),
  output_value_cny numeric check (output_value_cny >= 0), revenue_cny numeric check (revenue_cny >= 0),
  head_count integer check (head_count >= 0), floor_area_m2 numeric check (floor_area_m2 >= 0)
);
comment on table factories_activity is 'what a site made in a month, without which no intensity exists';
select greenfab_record_table('factories_activity', 'site_id', 'month_on');
create unique index factories_activity_same on factories_activity (site_id, month_on) where latest and not voided;
