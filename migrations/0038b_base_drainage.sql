create table water_base_drainage (
  site_id uuid not null, outlet_id uuid not null, code text not null check (code <> ''), product_en text not null, product_zh text not null, unit text not null, base_m3_per_unit numeric not null check (base_m3_per_unit > 0),
  document text not null check (document <> ''), clause text not null check (clause <> ''), from_on date not null, before_on date, check (before_on > from_on)
);
comment on table water_base_drainage is 'how much waste water a standard allows for a unit of product at an outlet; thinner than that a concentration is corrected';
select greenfab_record_table('water_base_drainage', 'site_id', null);
create unique index water_base_drainage_same on water_base_drainage (outlet_id, code, from_on) where latest and not voided;
create index water_base_drainage_written on water_base_drainage (written_seq) where import_id is null;
