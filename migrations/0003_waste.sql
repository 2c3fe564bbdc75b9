-- Waste: streams, vendors with licences, loads, manifests with lines, and the yearly totals that a past without records has.

create table waste_stream (
  code text not null check (code <> ''),
  name_en text not null, name_zh text not null,
  hazardous boolean not null,
  national_code text,
  composition text not null,
  in_ul_scope boolean not null,
  out_of_scope_reason_en text, out_of_scope_reason_zh text
);
comment on column waste_stream.national_code is 'hazardous waste list (III-NNN-CC) or solid waste catalogue (III-NNN-SCC) code';
comment on column waste_stream.in_ul_scope is 'whether UL 2799 counts the stream';
select greenfab_record_table('waste_stream', null, null);
create unique index waste_stream_same on waste_stream (code) where latest and not voided;

create table suppliers_supplier (
  code text not null check (code <> ''),
  name_en text not null, name_zh text not null,
  credit_code text, country text not null check (country ~ '^[A-Z]{2}$'),
  roles text[] not null default '{}'
);
comment on column suppliers_supplier.roles is 'what the company is to us: waste_vendor, material, carrier';
select greenfab_record_table('suppliers_supplier', null, null);
create unique index suppliers_supplier_same on suppliers_supplier (code) where latest and not voided;
create table suppliers_supplier_licence (
  number text not null, permitted_codes text[] not null default '{}', from_on date not null, before_on date check (before_on > from_on)
);
comment on column suppliers_supplier_licence.permitted_codes is 'waste classes (HW08) or codes that the licence covers';
select greenfab_line_table('suppliers_supplier_licence', 'suppliers_supplier');

create table waste_load (
  site_id uuid not null,
  departed_on date not null,
  stream_id uuid not null,
  treatment text not null,
  own_mass_tonnes numeric check (own_mass_tonnes > 0),
  own_mass_tonnes_entered text,
  own_mass_tonnes_basis text,
  received_mass_tonnes numeric check (received_mass_tonnes > 0),
  received_mass_tonnes_entered text,
  settled_mass_tonnes numeric check (settled_mass_tonnes > 0),
  settled_mass_tonnes_entered text,
  counting_mass_tonnes numeric not null check (counting_mass_tonnes > 0),
  document_type text not null,
  document_number text not null check (document_number <> ''),
  document_line integer not null check (document_line > 0),
  vendor_id uuid not null,
  note text
);
comment on table waste_load is 'one weighed load that left the site';
comment on column waste_load.own_mass_tonnes is 'mass on the site''s own weighbridge ticket, t';
comment on column waste_load.received_mass_tonnes is 'mass that the receiver weighed, t (manifest)';
comment on column waste_load.settled_mass_tonnes is 'mass on the monthly statement, t';
comment on column waste_load.counting_mass_tonnes is 'the one of the three that counts by the policy in force on the departure date, t';
comment on column waste_load.own_mass_tonnes_entered is 'value and unit as typed';
comment on column waste_load.own_mass_tonnes_basis is 'weighed, invoice, calculated, estimated';
select greenfab_record_table('waste_load', 'site_id', 'departed_on');
create unique index waste_load_same on waste_load (site_id, vendor_id, document_type, document_number, document_line) where latest and not voided;

create table waste_manifest (
  site_id uuid not null,
  number text not null check (number <> ''),
  vendor_id uuid not null,
  carrier_en text, carrier_zh text,
  handed_over_on date not null, received_on date check (received_on >= handed_over_on)
);
comment on table waste_manifest is 'transfer manifest of hazardous waste: one paper, many lines';
select greenfab_record_table('waste_manifest', 'site_id', 'handed_over_on');
create unique index waste_manifest_same on waste_manifest (number) where latest and not voided;
create table waste_manifest_line (
  stream_id uuid not null, waste_code text not null, packages integer check (packages > 0),
  shipped_mass_tonnes numeric not null check (shipped_mass_tonnes > 0), received_mass_tonnes numeric check (received_mass_tonnes > 0),
  outcome text
);
select greenfab_line_table('waste_manifest_line', 'waste_manifest');

create table waste_carried_total (
  site_id uuid not null, year_on date not null check (extract(doy from year_on) = 1),
  treatment text not null, hazardous boolean not null,
  mass_tonnes numeric not null check (mass_tonnes > 0), mass_tonnes_entered text,
  source_document text not null check (source_document <> '')
);
comment on table waste_carried_total is 'a past yearly total with its paper; carried in, not recomputable';
select greenfab_record_table('waste_carried_total', 'site_id', 'year_on');
create unique index waste_carried_total_same on waste_carried_total (site_id, year_on, treatment, hazardous) where latest and not voided;
