-- What customers buy: by it verdicts are rolled up to customers, and a customer's list judges what that customer buys.

create table substances_customer_product (
  customer text not null check (customer <> ''), item_id uuid not null, number text,
  from_on date not null, before_on date check (before_on > from_on)
);
comment on table substances_customer_product is 'an item that a customer buys, from a day on; customers are told apart by their names without case and width';
comment on column substances_customer_product.number is 'by which the customer orders it; null where nobody said';
comment on column substances_customer_product.before_on is 'first day on which it is no longer bought; null where no end is known';
select greenfab_record_table('substances_customer_product', null, null);
create unique index substances_customer_product_same on substances_customer_product (customer, item_id, from_on) where latest and not voided;
create index substances_customer_product_customer on substances_customer_product (lower(normalize(customer, nfkc)), item_id) where latest and not voided;
create index substances_customer_product_item on substances_customer_product (item_id) where latest and not voided;
create index substances_customer_product_written on substances_customer_product (written_seq) where import_id is null;
