"""What every invoice of a workload must come to, and whether what was published says so.

Works from the exports as they are written, by decimals in a context that refuses to round: only `rounded` rounds. A
service's usage is summed exactly and rounded once, half away from zero; those are the lines, and the subtotal is their
sum. Tax is the subtotal times the rate, rounded. Shares nothing with the report tool or with the peers.
"""

import csv
import functools
import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact
from multiprocessing.pool import Pool
from pathlib import Path
from typing import NamedTuple

EXACT = Context(prec=80, traps=[Inexact])
HALF_UP = Context(prec=80, rounding=ROUND_HALF_UP)
CENT = Decimal("0.01")
ZERO = Decimal("0.00")
PART = 256 << 20  # bytes of usage that one process sums at a time

Sums = dict[str, dict[str, Decimal]]  # by invoice and service


class Totals(NamedTuple):
    subtotal: Decimal
    tax: Decimal
    total: Decimal


class Figures(NamedTuple):
    """As printed, to the cent. Compared as text, so that a missing zero is a difference too."""

    subtotal: str
    tax: str
    total: str
    paid: str
    due: str


class WrongFigure(Exception):
    """What was published differs from what must come out."""


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, context=HALF_UP) + ZERO  # adding zero turns -0.00 into 0.00


# Working out


def usage_sums(path: Path, start: int, end: int) -> Sums:
    """The exact sums of the rows that begin between two bytes of usage.csv; none of its fields has a line break."""
    sums: Sums = defaultdict(dict)
    multiply, add = EXACT.multiply, EXACT.add
    with path.open("rb") as file:
        columns = file.readline().decode().strip().split(",")
        invoice, service, quantity, price = map(
            columns.index, ("invoice_number", "service", "quantity", "unit_price"))
        file.seek(max(start - 1, file.tell() - 1))
        file.readline()

        def lines() -> Iterator[str]:
            while (left := end - file.tell()) > 0:
                for line in file.readlines(min(left, 1 << 20)):
                    yield line.decode()

        for row in csv.reader(lines(), strict=True):
            of_invoice = sums[row[invoice]]
            amount = multiply(Decimal(row[quantity]), Decimal(row[price]))
            name = row[service]
            of_invoice[name] = add(of_invoice[name], amount) if name in of_invoice else amount
    return sums


def table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file, strict=True)


def totals(exports: Path, pool: Pool) -> dict[str, Totals]:
    usage = exports / "usage.csv"
    cuts = [*range(0, usage.stat().st_size, PART), usage.stat().st_size]
    sums: Sums = defaultdict(dict)
    for part in pool.starmap(functools.partial(usage_sums, usage), itertools.pairwise(cuts)):
        for number, services in part.items():
            into = sums[number]
            for service, amount in services.items():
                into[service] = EXACT.add(into.get(service, ZERO), amount)
    found = {}
    for invoice in table(exports / "invoices.csv"):
        subtotal = sum(map(rounded, sums.pop(invoice["invoice_number"], {}).values()), ZERO)
        tax = rounded(EXACT.multiply(subtotal, Decimal(invoice["tax_rate"])))
        found[invoice["invoice_number"]] = Totals(subtotal, tax, subtotal + tax)
    if sums:
        raise WrongFigure(f"usage names invoices that are not there: {', '.join(sorted(sums)[:5])}")
    return found


def figures(exports: Path, totals: dict[str, Totals]) -> dict[str, Figures]:
    paid: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for payment in table(exports / "payments.csv"):
        if payment["status"] == "succeeded":
            paid[payment["invoice_number"]] += Decimal(payment["amount"])
    return {
        number: Figures(*(f"{amount:.2f}" for amount in (*each, paid[number], max(ZERO, each.total - paid[number]))))
        for number, each in totals.items()
    }


def save(path: Path, figures: dict[str, Figures]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["invoice_number", *Figures._fields])
        writer.writerows([number, *each] for number, each in figures.items())


def load(path: Path) -> dict[str, Figures]:
    with path.open(newline="", encoding="utf-8") as file:
        return {number: Figures(*each) for number, *each in itertools.islice(csv.reader(file), 1, None)}


# Looking at what was published


def check_records(site: Path, expected: dict[str, Figures]) -> None:
    """Every record must have the expected figures, every invoice a record and a page."""
    seen = set()
    for file in sorted(site.glob("finance/records/*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                number = record["invoice_number"]
                if number not in expected or number in seen:
                    raise WrongFigure(f"{file.name} has a record too many of invoice {number}")
                seen.add(number)
                compare(number, {name: record[name] for name in Figures._fields}, expected[number])
    if missing := expected.keys() - seen:
        raise WrongFigure(f"{len(missing)} invoices have no record, {min(missing)} the first of them")
    check_count(site / "workspaces", expected)


def check_pages(site: Path, expected: dict[str, Figures], most: int = 2_000) -> None:
    """Looks at the figures of up to so many invoice pages of a peer, evenly spread, and counts the pages."""
    pages = check_count(site, expected)
    for number in sorted(pages)[::max(1, len(pages) // most)]:
        text = pages[number].read_text(encoding="utf-8")
        found = {name.lower(): amount for name, amount in PAGE_FIGURE.findall(text)}
        compare(number, {name: found.get(name, "missing") for name in Figures._fields}, expected[number])


PAGE_FIGURE = re.compile(r"<td[^>]*>(Subtotal|Tax|Total|Paid|Due)\b[^<]*</td>\s*<td[^>]*>([^<]*)</td>")


def check_count(folder: Path, expected: dict[str, Figures]) -> dict[str, Path]:
    """The invoice pages by number; there must be one for each invoice, and a history in each folder."""
    pages = {page.stem: page for page in folder.glob("*/*.html") if page.name != "index.html"}
    if pages.keys() != expected.keys():
        raise WrongFigure(f"there are {len(pages)} invoice pages for {len(expected)} invoices")
    for workspace in {page.parent for page in pages.values()}:
        if not (workspace / "index.html").exists():
            raise WrongFigure(f"workspace {workspace.name} has no history")
    return pages


def check_sums(path: Path, expected: dict[str, Figures]) -> None:
    """Exact sums by invoice and service, rounded and added up, must be the expected subtotals."""
    found: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for row in table(path):
        found[row["invoice_number"]] += rounded(Decimal(row["amount"]))
    for number, figures in expected.items():
        compare(number, {"subtotal": f"{found[number]:.2f}"}, figures)


def compare(number: str, found: dict[str, str], expected: Figures) -> None:
    for name, amount in found.items():
        if amount != getattr(expected, name):
            raise WrongFigure(f"invoice {number} has {name} {amount}, and must have {getattr(expected, name)}")
