-- A report that names the grade of its material speaks of every part of that maker and grade.

create index substances_maker_part_grade on substances_maker_part (maker_id, grade) where grade is not null;
comment on column substances_test_report.grade is 'material grade that was tested; null where the report names none. Parts of this grade of the same maker are what was tested, parts of another are not';
