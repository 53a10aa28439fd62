"""The tables are as the schema says, so that another program can read them too."""

from mnistlab.library.schema import tables_of


def test_every_table_is_known_by_name(library):
    assert tables_of(1) == ["runs", "losses", "states", "arrays"]
    rows = library.connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    assert {name for (name,) in rows} == set(tables_of())
