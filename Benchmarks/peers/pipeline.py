"""The whole job as it would be put together from good parts: DuckDB, a way to write Markdown, a Markdown renderer.

    pipeline.py jinja2 cmarkgfm EXPORTS SITE AS_OF       what is usual
    pipeline.py f-strings pyromark EXPORTS SITE AS_OF    what is fast

DuckDB works everything out into a database; then a process for each core reads its share of the workspaces from there
and writes their pages. The computing has a process of its own, which gives its memory back before the pages begin.
"""

import functools
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb

from billing import accounts, compute
from pages import Maker, Summary, by_f_strings, by_jinja2, summary

MAKERS = {"jinja2": by_jinja2, "f-strings": by_f_strings}
RANGE = 200  # workspaces that a process takes at a time
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<link rel="stylesheet" href="%sstyle.css">
</head>
<body>
<main>
%s</main>
</body>
</html>
"""
STYLE = """body { font: 1rem/1.5 sans-serif; max-width: 64rem; margin: auto; padding: 1rem }
table { border-collapse: collapse; width: 100% }
th, td { padding: .25rem .5rem; border-bottom: 1px solid silver }
"""


def renderer(name: str) -> Callable[[str], str]:
    if name == "cmarkgfm":
        from cmarkgfm.cmark import markdown_to_html_with_extensions

        return functools.partial(markdown_to_html_with_extensions, extensions=["table"])
    import pyromark

    return functools.partial(pyromark.html, options=pyromark.Options.ENABLE_TABLES)


def write(path: str, text: str) -> None:
    with open(path, "wb", buffering=0) as file:
        file.write(text.encode())


@functools.cache
def connection(database: str) -> duckdb.DuckDBPyConnection:
    """One for the life of a process."""
    return duckdb.connect(database, read_only=True, config={"threads": 1})


def publish(database: str, site: str, maker: str, markdown: str, workspaces: tuple[str, str]) -> list[Summary]:
    """Writes the pages of a range of workspaces."""
    made: Maker = MAKERS[maker]()
    html = renderer(markdown)
    summaries = []
    for account in accounts(connection(database), *workspaces):
        folder = f"{site}/{account.workspace}"
        os.mkdir(folder)
        for invoice, lines, payments in account.invoices:
            text = html(made.invoice(invoice, lines, payments))
            write(f"{folder}/{invoice.number}.html", PAGE % (invoice.number, "../", text))
        write(f"{folder}/index.html", PAGE % (account.workspace, "../", html(made.history(account))))
        summaries.append(summary(account))
    return summaries


def main(maker: str, markdown: str, exports: str, site: str, as_of: str) -> None:
    os.makedirs(site)
    fork = multiprocessing.get_context("fork")
    cores = len(os.sched_getaffinity(0))
    renderer(markdown)  # loaded once, before the processes part
    with tempfile.TemporaryDirectory(dir=Path(site).parent) as folder:
        database = f"{folder}/billing.duckdb"
        with fork.Pool(1) as pool:
            names = pool.apply(compute, (exports, database, as_of))
        size = max(1, min(RANGE, -(-len(names) // cores)))
        ranges = [(part[0], part[-1]) for part in (names[at:at + size] for at in range(0, len(names), size))]
        # cmarkgfm keeps the memory of every page it rendered, so its processes are replaced now and then.
        with fork.Pool(cores, maxtasksperchild=2 if markdown == "cmarkgfm" else None) as pool:
            parts = pool.map(functools.partial(publish, database, site, maker, markdown), ranges, chunksize=1)
        summaries = [each for part in parts for each in part]
        write(f"{site}/index.html", PAGE % ("Billing", "", renderer(markdown)(MAKERS[maker]().index(summaries))))
        write(f"{site}/style.css", STYLE)


if __name__ == "__main__":
    main(*sys.argv[1:])
