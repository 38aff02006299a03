"""The computing of the end-to-end peers: from the exports to every printed figure, by DuckDB's exact decimals."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import duckdb

COLUMNS = {
    "usage": {"timestamp": "VARCHAR", "invoice_number": "VARCHAR", "workspace_id": "VARCHAR", "service": "VARCHAR",
              "resource": "VARCHAR", "quantity": "DECIMAL(18,6)", "unit": "VARCHAR", "unit_price": "DECIMAL(18,8)"},
    "invoices": {"invoice_number": "VARCHAR", "workspace_id": "VARCHAR", "billing_period": "VARCHAR",
                 "issue_date": "VARCHAR", "due_date": "VARCHAR", "currency": "VARCHAR", "tax_rate": "DECIMAL(9,5)"},
    "payments": {"payment_id": "VARCHAR", "invoice_number": "VARCHAR", "date": "VARCHAR", "amount": "DECIMAL(18,2)",
                 "currency": "VARCHAR", "status": "VARCHAR"},
    "workspaces": {"workspace_id": "VARCHAR", "name": "VARCHAR", "email": "VARCHAR", "address": "VARCHAR",
                   "city": "VARCHAR", "postal_code": "VARCHAR", "country": "VARCHAR", "tax_id": "VARCHAR"},
}

COMPUTE = """
CREATE TABLE line AS
  WITH summed AS (
    SELECT invoice_number, service, any_value(unit) AS unit, sum(quantity) AS quantity,
           round(sum(quantity * unit_price), 2)::DECIMAL(18,2) AS amount
    FROM {usage} GROUP BY invoice_number, service)
  SELECT workspace_id, summed.* FROM summed JOIN {invoices} USING (invoice_number)
  ORDER BY workspace_id, invoice_number, service;
CREATE TABLE payment AS
  SELECT workspace_id, payments.* FROM {payments} AS payments JOIN {invoices} USING (invoice_number)
  ORDER BY workspace_id, invoice_number, date, payment_id;
CREATE TABLE invoice AS
  WITH billed AS (SELECT invoice_number, sum(amount) AS amount FROM line GROUP BY ALL),
       settled AS (SELECT invoice_number, sum(amount) FILTER (status = 'succeeded') AS amount,
                          bool_or(status = 'processing') AS processing FROM payment GROUP BY ALL),
       taxed AS (
         SELECT invoices.*, coalesce(billed.amount, 0)::DECIMAL(18,2) AS subtotal,
                round(coalesce(billed.amount, 0)::DECIMAL(18,2) * tax_rate, 2)::DECIMAL(18,2) AS tax,
                coalesce(settled.amount, 0)::DECIMAL(18,2) AS paid, coalesce(processing, false) AS processing
         FROM {invoices} AS invoices
         LEFT JOIN billed USING (invoice_number) LEFT JOIN settled USING (invoice_number)),
       owed AS (SELECT *, subtotal + tax AS total, greatest(subtotal + tax - paid, 0) AS due FROM taxed)
  SELECT workspace_id, invoice_number, name, address, city, postal_code, country, tax_id, billing_period, issue_date,
         due_date, currency, rtrim(rtrim((tax_rate * 100)::DECIMAL(9,3)::VARCHAR, '0'), '.') AS percent,
         subtotal::VARCHAR, tax::VARCHAR, total::VARCHAR, paid::VARCHAR, due::VARCHAR,
         CASE WHEN due = 0 THEN 'paid' WHEN processing THEN 'processing' WHEN due_date < '{as_of}' THEN 'overdue'
              ELSE 'due' END AS status
  FROM owed JOIN {workspaces} USING (workspace_id) ORDER BY workspace_id, invoice_number;
"""


class Invoice(NamedTuple):
    workspace: str
    number: str
    name: str
    address: str
    city: str
    postal_code: str
    country: str
    tax_id: str
    period: str
    issued: str
    due_date: str
    currency: str
    percent: str
    subtotal: str
    tax: str
    total: str
    paid: str
    due: str
    status: str


class Line(NamedTuple):
    service: str
    quantity: str
    unit: str
    amount: str


class Payment(NamedTuple):
    date: str
    id: str
    status: str
    amount: str


class Account(NamedTuple):
    """A workspace's invoices with their lines and payments: all that its pages show."""

    workspace: str
    invoices: list[tuple[Invoice, list[Line], list[Payment]]]


def csv_table(path: str, columns: dict[str, str]) -> str:
    return (f"read_csv('{path}', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            f"columns = {columns})")


def usage_table(path: str) -> str:
    return csv_table(path, COLUMNS["usage"])


def compute(exports: str, database: str, as_of: str) -> list[str]:
    """Writes every figure into a database of its own. The names of the workspaces are returned in order."""
    tables = {name: csv_table(f"{exports}/{name}.csv", columns) for name, columns in COLUMNS.items()}
    with duckdb.connect(database) as connection:
        connection.execute(COMPUTE.format(**tables, as_of=as_of))
        return [name for name, in connection.execute("SELECT DISTINCT workspace_id FROM invoice ORDER BY 1").fetchall()]


def accounts(connection: duckdb.DuckDBPyConnection, first: str, last: str) -> Iterator[Account]:
    """The accounts of a range of workspaces, read in one go: asking for each of them alone takes far longer."""
    def rows(table: str, columns: str) -> list[tuple]:
        return connection.execute(
            f"SELECT {columns} FROM {table} WHERE workspace_id BETWEEN ? AND ? ORDER BY ALL", [first, last]).fetchall()

    number = itemgetter(0)
    found = rows("line", "invoice_number, service, quantity::VARCHAR, unit, amount::VARCHAR")
    lines = {key: [Line(*row[1:]) for row in group] for key, group in groupby(found, number)}
    found = rows("payment", "invoice_number, date, payment_id, status, amount::VARCHAR")
    payments = {key: [Payment(*row[1:]) for row in group] for key, group in groupby(found, number)}
    for workspace, group in groupby(map(Invoice._make, rows("invoice", "*")), itemgetter(0)):
        yield Account(workspace, [(each, lines.get(each.number, []), payments.get(each.number, [])) for each in group])
