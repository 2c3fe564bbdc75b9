-- By which certificate a server of OPC UA is known: the one it showed last, and the one that a person trusts.

alter table water_connection add column shown_certificate bytea check (length(shown_certificate) <= 100000);
alter table water_connection add column trusted_certificate bytea check (length(trusted_certificate) <= 100000);
comment on column water_connection.shown_certificate is 'DER, as its server showed it last; a change of the address forgets it';
comment on column water_connection.trusted_certificate is 'DER; a server that shows another one is not talked to';
grant update (shown_certificate, trusted_certificate) on water_connection to greenfab_app;
