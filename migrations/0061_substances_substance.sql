-- Substances and names of one's own, beside those that come with the program.

create table substances_substance (
  number text not null check (number <> ''), ec_number text,
  name_en text not null, name_zh text not null,
  formula text, smiles text, note text
);
comment on table substances_substance is 'a substance that the files of identities do not hold, or further names of one that they hold';
comment on column substances_substance.number is 'CAS number, EC number, or a number of one''s own';
select greenfab_record_table('substances_substance', null, null);
create unique index substances_substance_same on substances_substance (number) where latest and not voided;
create index substances_substance_written on substances_substance (written_seq) where import_id is null;
create table substances_substance_synonym (name text not null check (name <> ''));
select greenfab_line_table('substances_substance_synonym', 'substances_substance');
