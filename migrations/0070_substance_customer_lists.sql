-- What customers restrict in what they buy: each list by its edition, with every row; a secret of the company, so its rows are
-- seen by whoever sees the group's records, and by nobody else.

create table substances_customer_list (
  code text not null check (code <> ''), edition text not null check (edition <> ''),
  customer text not null check (customer <> ''), name text not null check (name <> ''),
  from_on date not null, before_on date check (before_on > from_on),
  markets text[]
);
comment on table substances_customer_list is 'a customer''s list of restricted substances in one edition; items are judged by the one in force that began last';
comment on column substances_customer_list.code is 'names the list in all its editions';
comment on column substances_customer_list.before_on is 'first day on which it no longer holds; null where the customer names none';
select greenfab_record_table('substances_customer_list', null, null);
create unique index substances_customer_list_same on substances_customer_list (code, edition) where latest and not voided;
create index substances_customer_list_counting on substances_customer_list (code, from_on) where approved_seq is not null and ended_seq is null and not voided;
create index substances_customer_list_written on substances_customer_list (written_seq) where import_id is null;
create table substances_customer_list_entry (
  substance text not null check (substance <> ''), cas text,
  limit_ppm numeric check (limit_ppm >= 0), per text not null, duty text not null,
  from_on date, note text
);
comment on column substances_customer_list_entry.cas is 'CAS number; null where the customer names it by words alone: then nothing is found by it';
comment on column substances_customer_list_entry.limit_ppm is 'mg/kg; null where only adding it on purpose is restricted';
select greenfab_line_table('substances_customer_list_entry', 'substances_customer_list');
