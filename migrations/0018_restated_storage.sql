-- The storage ledger is summed, so that each look at the report asks for its newest restatement: found without reading the
-- other movements, as 0006 does for loads.

create index waste_storage_movement_restated on waste_storage_movement (approved_seq) where restatement;
