-- What suppliers declare of makers' parts: the record says whose word it is and since when; what the file says of the part lies
-- beside it, by its own hash, and is never altered.

create table substances_declared (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  product jsonb not null
);
comment on table substances_declared is 'one product of a declaration as its file says it; named by the SHA-256 of its canonical JSON';

create table substances_declared_line (
  sha256 text not null references substances_declared, line integer not null check (line > 0),
  substance text not null check (substance <> ''),
  article text not null, material text,
  low_ppm double precision not null check (low_ppm >= 0), high_ppm double precision not null check (high_ppm >= low_ppm),
  exemption text,
  primary key (sha256, line)
);
comment on table substances_declared_line is 'derived of the product beside it, so that a substance is found in all declarations';
comment on column substances_declared_line.material is 'homogeneous material; null where declared of the article as a whole';
comment on column substances_declared_line.low_ppm is 'mg/kg of the material, or of the article, at least';
create index substances_declared_line_substance on substances_declared_line (substance);

create table substances_declaration (
  maker_part_id uuid not null, document text not null check (document <> ''),
  issued_on date not null, until_on date check (until_on >= issued_on),
  format text not null, full_material text not null,
  file_sha256 text not null, product_sha256 text not null references substances_declared
);
comment on table substances_declaration is 'a supplier''s declaration of a maker''s part; the newest issued by a day counts on it';
comment on column substances_declaration.until_on is 'last day on which the supplier stands by it; null where he names none';
select greenfab_record_table('substances_declaration', null, null);
create unique index substances_declaration_same on substances_declaration (maker_part_id, document) where latest and not voided;
create index substances_declaration_counting on substances_declaration (maker_part_id, issued_on) where approved_seq is not null and ended_seq is null and not voided;
create index substances_declaration_product on substances_declaration (product_sha256);
create index substances_declaration_written on substances_declaration (written_seq) where import_id is null;
create index substances_declaration_approved on substances_declaration (approved_seq);

do $$
begin
  perform greenfab_protect('substances_declared', '(select app_reads_group())', '(select app_writes_group())');
  perform greenfab_protect('substances_declared_line', '(select app_reads_group())', '(select app_writes_group())');
end $$;
