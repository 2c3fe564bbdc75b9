-- Headings of sheets of the group's own records are remembered too: for the group as a whole.

comment on table intake_heading is 'a heading of a factory''s own sheets, or of the group''s, and the column that a person chose for it';
comment on column intake_heading.site_id is 'the factory whose records the sheets hold; the group for kinds of the group''s own';
