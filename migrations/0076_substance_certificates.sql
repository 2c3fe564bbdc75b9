-- What suppliers say of makers' parts by word alone: certificates of conformity and statements, each under one rule pack.

create table substances_certificate (
  maker_part_id uuid not null, document text not null check (document <> ''), form text not null,
  pack text not null check (pack <> ''), says text not null, restriction text, exemption text,
  issued_on date not null, as_of_on date check (as_of_on <= issued_on), until_on date check (until_on >= issued_on)
);
comment on table substances_certificate is 'a supplier''s word on a maker''s part under a rule pack; counts until its last day, or until a later one says the same or all of the pack';
comment on column substances_certificate.restriction is 'the limit that something is over; null where nothing is';
comment on column substances_certificate.as_of_on is 'day of the list as the supplier knew it; null where it is the day of issue';
select greenfab_record_table('substances_certificate', null, null);
create unique index substances_certificate_same on substances_certificate (maker_part_id, document, pack, restriction) nulls not distinct where latest and not voided;
create index substances_certificate_counting on substances_certificate (maker_part_id, pack, issued_on) where approved_seq is not null and ended_seq is null and not voided;
create index substances_certificate_written on substances_certificate (written_seq) where import_id is null;
create index substances_certificate_approved on substances_certificate (approved_seq);
