"""Reading and summing alone: usage.csv by invoice and service, exactly, by DuckDB or by Polars.

    aggregate.py duckdb|polars USAGE [SUMS]

The sums stay in memory, unless SUMS names a CSV file for them. Each library reads with its schema given, so it guesses
nothing, and with as many threads as it likes.
"""

import sys


def by_duckdb(usage: str, sums: str | None) -> None:
    import duckdb

    from billing import usage_table

    connection = duckdb.connect()
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"""
        CREATE TABLE sums AS
        SELECT invoice_number, service, sum(quantity * unit_price) AS amount
        FROM {usage_table(usage)} GROUP BY ALL""")
    if sums:
        connection.execute(f"COPY sums TO '{sums}' (FORMAT csv, HEADER)")


def by_polars(usage: str, sums: str | None) -> None:
    import polars
    from polars import Decimal, String, col

    text = ("timestamp", "invoice_number", "workspace_id", "service", "resource")
    # A product has the larger scale of its factors: with 14 decimals for the one, 6 + 8 are exact.
    schema = dict.fromkeys(text, String) | {
        "quantity": Decimal(38, 14), "unit": String, "unit_price": Decimal(38, 8)}
    found = (
        polars.scan_csv(usage, schema=schema)
        .group_by("invoice_number", "service")
        .agg(amount=(col("quantity") * col("unit_price")).sum())
        .collect(engine="streaming")
    )
    if sums:
        found.write_csv(sums)


if __name__ == "__main__":
    library, usage, *sums = sys.argv[1:]
    {"duckdb": by_duckdb, "polars": by_polars}[library](usage, sums[0] if sums else None)
