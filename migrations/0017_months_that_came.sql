-- Which streams came in which month, for many sites at once: read from an index alone.
create index waste_load_came on waste_load (site_id, stream_id, month, document_type) include (import_id) where latest and not voided;
