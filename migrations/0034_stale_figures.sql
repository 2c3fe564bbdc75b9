-- Whether any figure is stale is asked ten times a second, and nearly always none is.
create index figure_stale on figure (computed_at) where stale;
