"""Prepares content for Hugo, which renders Markdown and computes nothing: content.py EXPORTS SOURCE AS_OF

The figures come from DuckDB and the Markdown of the invoices from the f-strings of the pipeline; histories and index
are Hugo's own templates over the invoices' front matter. Preparing is not part of what is measured.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import duckdb

from billing import accounts, compute
from pages import by_f_strings


def main(exports: str, source: str, as_of: str) -> None:
    shutil.copytree(Path(__file__).with_name("site"), source)
    content = Path(source, "content")
    content.mkdir()
    page = by_f_strings().invoice
    with tempfile.TemporaryDirectory(dir=Path(source).parent) as folder:
        database = f"{folder}/billing.duckdb"
        names = compute(exports, database, as_of)
        with duckdb.connect(database, read_only=True) as connection:
            for at in range(0, len(names), 500):
                part = names[at:at + 500]
                for account in accounts(connection, part[0], part[-1]):
                    directory = content / account.workspace
                    os.mkdir(directory)
                    first = account.invoices[0][0]
                    section = {"title": first.name, "currency": first.currency}
                    (directory / "_index.md").write_text(json.dumps(section) + "\n", encoding="utf-8")
                    for invoice, lines, payments in account.invoices:
                        front = {"title": invoice.number, **{name: getattr(invoice, name) for name in (
                            "period", "issued", "due_date", "status", "tax", "total", "due")}}
                        text = json.dumps(front) + "\n" + page(invoice, lines, payments)
                        (directory / f"{invoice.number}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
