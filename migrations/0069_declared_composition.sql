-- What a declared product comes to, beside it: all items are judged from this, and the product itself is a hundred times as slow to read.

alter table substances_declared add column composition text, add column composition_version smallint,
  add check ((composition is null) = (composition_version is null));
comment on column substances_declared.composition is 'derived of the product: its materials in mg/kg, and its words against lists; null where it was kept before this was';
comment on column substances_declared.composition_version is 'version of the rule by which the composition was derived; of another version the product is read';
