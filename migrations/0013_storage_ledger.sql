-- The ledger of a store is summed by factory and stream; a bin knows who took its last load.
create index waste_storage_movement_ledger on waste_storage_movement (site_id, stream_id, moved_on) where latest and not voided;
create index waste_load_of_bin on waste_load (bin_id, departed_on) where bin_id is not null and latest and not voided;
