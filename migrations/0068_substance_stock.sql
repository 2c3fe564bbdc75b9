-- What is in stock and on order of items, by day: what a change of the law would catch.

create table substances_stock (
  item_id uuid not null, on_on date not null,
  in_stock numeric check (in_stock >= 0), on_order numeric check (on_order >= 0)
);
comment on table substances_stock is 'what is in stock and on order of an item on a day; the newest counts';
comment on column substances_stock.in_stock is 'in the unit in which the item is counted; null where nobody said';
comment on column substances_stock.on_order is 'ordered and not received, in the unit in which the item is counted; null where nobody said';
select greenfab_record_table('substances_stock', null, null);
create unique index substances_stock_same on substances_stock (item_id, on_on) where latest and not voided;
create index substances_stock_written on substances_stock (written_seq) where import_id is null;
