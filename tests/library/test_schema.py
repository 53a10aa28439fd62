"""The tables are as the schema says, so that another program can read them too."""

import re

from mnistlab.library.schema import FIRST_SCHEMA, MIGRATIONS, TABLES, TABLES_OF_RUNS


def test_every_table_is_known_by_name(library):
    assert set(re.findall(r"CREATE TABLE (\w+)", FIRST_SCHEMA)) == set(TABLES_OF_RUNS)
    assert set(re.findall(r"CREATE TABLE (\w+)", " ".join((FIRST_SCHEMA, *MIGRATIONS)))) == set(TABLES)
    rows = library.connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    assert {name for (name,) in rows} == set(TABLES)
