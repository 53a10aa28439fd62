"""The tables are as the schema says, so that another program can read them too."""

import re

from mnistlab.library.schema import SCHEMA, TABLES


def test_every_table_is_known_by_name(library):
    assert set(re.findall(r"CREATE TABLE (\w+)", SCHEMA)) == set(TABLES)
    rows = library._connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    assert {name for (name,) in rows} == set(TABLES)
