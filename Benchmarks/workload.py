"""Makes the exports that are measured: a cloud provider's ten months, from invoices to payments.

    python3 workload.py SIZE FOLDER

A size gives the same bytes on every machine: all chance comes from integers of `random.Random.getrandbits`, whose
sequence Python keeps from version to version, and each day of usage has a generator of its own, so that the days can be
made in any order by several processes. FOLDER gets

    exports/            workspaces.csv, invoices.csv, usage.csv, payments.csv
    exports-paid/       the same with 1 % more of the invoices paid
    exports-jsonl/      the same with the usage as JSON Lines
    exports-tenfold/    the same invoices and lines from ten times the usage rows
    expected*.csv       what every invoice must come to

What makes it like the real thing, and hard: usage comes in the order of time, so the rows of an invoice are spread
over a month among those of all others; few workspaces use much and most use little; quantities have up to 6 decimals
and prices up to 8, so nothing but exact sums will do; some rows are credits; names have commas, quotes, HTML and
Markdown in them.
"""

import bisect
import csv
import functools
import itertools
import json
import multiprocessing
import os
import random
import sys
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import expected

# Invoices and usage rows. "ten" is for measuring what a run costs before it has any work to speak of.
SIZES = {
    "ten": (10, 100),
    "XS": (100, 5_000),
    "S": (1_000, 50_000),
    "M": (20_000, 1_000_000),
    "L": (200_000, 20_000_000),
}
MONTHS = [f"2024-{month:02}" for month in range(1, 11)]
AS_OF = "2024-11-20"
PAID_LATE = date(2024, 11, 19)
DAYS = [date(2024, 1, 1) + timedelta(days) for days in range((date(2024, 11, 1) - date(2024, 1, 1)).days)]

FIRST = ["Copper", "Lantern", "Meadow", "Pebble", "Saffron", "Thistle", "Walnut", "Harbour", "Cobalt", "Linen",
         "Maple", "Paper", "Ember", "Ribbon", "Slate", "North_Gate", "Blue*Line", "Æther", "Grüne Wiese", "Zażółć",
         "[Open] Field"]
SECOND = ["Freight", "Optics", "Textiles", "Printing", "Gardens", "Bridges", "Acoustics", "Ceramics", "Bicycles",
          "Orchards", "Instruments", "Ferries"]
FORM = [" AB", " Oy", " B.V.", " ApS", ", Ltd.", ", Inc.", " & Daughters", " & Partners, KG", ' "One"', " | South",
        " <Trial>", " (North)", " _internal_", " *plus*", " `beta`"]
TAX_RATES = ["0", "0.05", "0.077", "0.08875", "0.0925", "0.15", "0.19", "0.21", "0.25"]
CURRENCIES = ["EUR", "EUR", "USD", "USD", "GBP", "CHF"]
REGIONS = ["north-1", "north-2", "west-1", "south-1", "lab, basement", "east-3", "edge", 'shelf "B"']


class Service(NamedTuple):
    name: str
    unit: str
    decimals: int  # of its quantities
    most: int  # the largest quantity, in whole units
    price: str


SERVICES = [
    Service("Compute, shared", "core-hour", 4, 9_000, "0.0214"),
    Service("Compute, dedicated", "core-hour", 4, 3_000, "0.0587"),
    Service("Graphics", "card-hour", 3, 400, "1.385"),
    Service("Object store", "GB-month", 6, 40_000, "0.019"),
    Service('Object store "cold"', "GB-month", 6, 90_000, "0.0036"),
    Service("Block store", "GB-month", 5, 8_000, "0.0842"),
    Service("Backups & snapshots", "GB-month", 6, 6_000, "0.0271"),
    Service("Relational database", "hour", 2, 744, "0.327"),
    Service("Document database", "million reads", 6, 900, "0.2515"),
    Service("Cache", "hour", 2, 744, "0.0463"),
    Service("Queue | Topic", "million messages", 6, 2_500, "0.394"),
    Service("Functions", "GB-second", 3, 900_000, "0.000016"),
    Service("Function calls", "call", 0, 5_000_000, "0.000002"),
    Service("load_balancer", "hour", 1, 744, "0.0229"),
    Service("Traffic, outgoing", "GB", 6, 12_000, "0.0795"),
    Service("Traffic <between regions>", "GB", 6, 12_000, "0.0135"),
    Service("Names *and* zones", "zone", 0, 40, "0.45"),
    Service("Logs & traces", "GB", 6, 1_500, "0.485"),
    Service("Search", "unit-hour", 3, 1_500, "0.212"),
    Service("Keys", "10,000 uses", 4, 700, "0.031"),
]
CREDIT = Service("Goodwill credit", "point", 2, 12, "-0.75")  # one row in 128, of any workspace
EVERY = [*SERVICES, CREDIT]
DISCOUNTS = ["1", "1", "0.95", "0.88"]


class Customer(NamedTuple):
    """A workspace, and all that its invoices have in common."""

    id: str
    name: str
    weight: int  # how much it uses, beside the others
    services: list[int]
    discount: int
    tax_rate: str
    currency: str
    net_days: int


class Kind(NamedTuple):
    """A form the usage is written in."""

    name: str = "csv"
    copies: int = 1  # rows for each row of the plain form

    @property
    def header(self) -> str:
        return ",".join(USAGE) + "\n" if self.name == "csv" else ""

    @property
    def row(self) -> str:
        if self.name == "csv":
            return ",".join(["%s"] * len(USAGE)) + "\n"
        quoted = ("timestamp", "invoice_number", "workspace_id")
        return "{" + ", ".join(f'"{key}": "%s"' if key in quoted else f'"{key}": %s' for key in USAGE) + "}\n"

    def text(self, value: str) -> str:
        if self.name == "jsonl":
            return json.dumps(value)
        return '"' + value.replace('"', '""') + '"' if set(value) & set(',"\n') else value


USAGE = ["timestamp", "invoice_number", "workspace_id", "service", "resource", "quantity", "unit", "unit_price"]


def number(month: int, customer: int) -> str:
    return f"R{MONTHS[month].replace('-', '')}-{customer:06}"


@functools.cache
def customers(count: int) -> list[Customer]:
    made = []
    for index in range(count):
        chance = random.Random(f"customer {index}").getrandbits
        first, second, form = (words[chance(32) % len(words)] for words in (FIRST, SECOND, FORM))
        used = 4 + chance(32) % 11
        start, step = chance(32) % len(SERVICES), (1, 3, 7, 9)[chance(2)]  # coprime to 20: no service twice
        made.append(Customer(
            id=f"w-{index:06}",
            name=f"{first} {second}{form}",
            weight=400_000 // (20 + chance(32) % 2_000),
            services=[(start + step * place) % len(SERVICES) for place in range(used)],
            discount=chance(2),
            tax_rate=TAX_RATES[chance(32) % len(TAX_RATES)],
            currency=CURRENCIES[chance(32) % len(CURRENCIES)],
            net_days=(10, 14, 30, 60)[chance(2)],
        ))
    return made


# Usage


@functools.lru_cache(maxsize=2)
def shares(count: int, month: int) -> list[int]:
    """The running sum of what each workspace uses in a month. One in 300 uses nothing and still gets an invoice."""
    chance = random.Random(f"month {month}").getrandbits
    seasons = [0 if chance(32) % 300 == 299 else 10 + chance(4) for _ in range(count)]
    return list(itertools.accumulate(
        customer.weight * season for customer, season in zip(customers(count), seasons, strict=True)))


@functools.cache
def clock() -> list[str]:
    """The end of a timestamp for every second of a day."""
    return [f"T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z" for second in range(86_400)]


class Texts:
    """The parts of a row that many rows share, written once in the form of the file."""

    def __init__(self, kind: Kind):
        self.services = [(kind.text(service.name), kind.text(service.unit)) for service in EVERY]
        self.prices = [
            [f"{Decimal(service.price) * Decimal(discount):f}" for service in EVERY] for discount in DISCOUNTS]
        self.regions = [kind.text(region) for region in REGIONS]


@functools.cache
def texts(kind: Kind) -> Texts:
    return Texts(kind)


def day_of_usage(kind: Kind, size: str, day: int) -> bytes:
    """A day's rows in the order of time. What is drawn does not depend on the kind: all kinds bill the same lines."""
    invoices, rows = SIZES[size]
    today = DAYS[day]
    month, date_text, times = today.month - 1, today.isoformat(), clock()
    everyone = customers(invoices // len(MONTHS))
    running = shares(len(everyone), month)
    numbers = functools.cache(lambda index: number(month, index))
    text, template = texts(kind), kind.row
    chance = random.Random(f"{size} day {day}").getrandbits
    count = rows * (day + 1) // len(DAYS) - rows * day // len(DAYS)
    out: list[str] = []
    for row in range(count):
        bits = chance(96)
        who = bisect.bisect_right(running, (bits >> 64) * running[-1] >> 32)
        customer = everyone[who]
        # The product of two even chances: the first of its services most, the last least, and small quantities most.
        pick = (bits & 0xFF) * (bits >> 8 & 0xFF) * len(customer.services) >> 16
        service = customer.services[pick] if bits >> 16 & 0x7F else -1
        name, unit = text.services[service]
        price = text.prices[customer.discount][service]
        _, _, decimals, most, _ = EVERY[service]
        shift = 10**decimals
        stamp = date_text + times[row * 86_400 // count]
        low, high = bits >> 32 & 0xFFFF, bits >> 48 & 0xFFFF
        for copy in range(kind.copies):
            quantity = 1 + ((low + 7_919 * copy & 0xFFFF) * high * most * shift >> 32)
            whole, part = divmod(quantity, shift)
            amount = f"{whole}.{part:0{decimals}}" if decimals else str(whole)
            region = text.regions[bits >> 24 & 7]
            out.append(template % (stamp, numbers(who), customer.id, name, region, amount, unit, price))
    return "".join(out).encode()


def write_usage(path: Path, kind: Kind, size: str, pool: multiprocessing.pool.Pool) -> None:
    with path.open("wb") as file:
        file.write(kind.header.encode())
        for rows in pool.imap(functools.partial(day_of_usage, kind, size), range(len(DAYS))):
            file.write(rows)


# Workspaces, invoices and payments

WORKSPACES = ["workspace_id", "name", "email", "address", "city", "postal_code", "country", "tax_id"]
INVOICES = ["invoice_number", "workspace_id", "billing_period", "issue_date", "due_date", "currency", "tax_rate"]
PAYMENTS = ["payment_id", "invoice_number", "date", "amount", "currency", "status"]


def write_table(path: Path, header: list[str], rows: Iterator[tuple]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def workspace_rows(count: int) -> Iterator[tuple]:
    for index, customer in enumerate(customers(count)):
        yield (customer.id, customer.name, f"billing@{customer.id}.example", f"Sample Street {index % 90 + 1}",
               "Sampleton", f"{10_000 + index % 90_000}", "NL", f"NL{index:09}B01")


def issued_on(month: int) -> date:
    return date(2024, month + 2, 1)


def invoice_rows(count: int) -> Iterator[tuple]:
    for month in range(len(MONTHS)):
        for index, customer in enumerate(customers(count)):
            issued = issued_on(month)
            yield (number(month, index), customer.id, MONTHS[month], issued, issued + timedelta(customer.net_days),
                   customer.currency, customer.tax_rate)


# How invoices are paid. A payment is its day after issue, its share of the total in twelfths, and its status; a share
# of None is all that is left.
Plan = list[tuple[int, int | None, str]]
AT_ONCE: Plan = [(9, None, "succeeded")]
PLANS: list[Plan] = [
    *[AT_ONCE] * 10,
    [(0, 12, "failed"), (3, None, "succeeded")],
    [(5, 4, "succeeded"), (12, None, "succeeded")],
    [(3, 12, "refunded"), (10, None, "succeeded")],
    [(8, 13, "succeeded")],  # too much
    [(6, 5, "succeeded")],
    [(2, 12, "failed"), (4, 12, "failed")],
    [(16, 12, "processing")],
    [(7, 6, "succeeded"), (17, 6, "processing")],
    [],
    [],
]


def payment_rows(count: int, totals: dict[str, expected.Totals], more: bool = False) -> Iterator[tuple]:
    """The payments of all invoices. With `more`, one further invoice in every hundred is paid."""
    added = 0
    everyone = itertools.product(range(len(MONTHS)), enumerate(customers(count)))
    for seen, (month, (index, customer)) in enumerate(everyone):
        name, issued = number(month, index), issued_on(month)
        left = int(totals[name].total * 100)
        plan = PLANS[random.Random(f"payment {month} {index}").getrandbits(32) % len(PLANS)] if left > 0 else []
        whole = left
        for step, (days, share, status) in enumerate(plan):
            cents = left if share is None else whole * share // 12
            left -= cents if status == "succeeded" else 0
            yield f"P{name}-{step}", name, issued + timedelta(days), cents_text(cents), customer.currency, status
        if more and left > 0 and added * 100 <= seen:
            added += 1
            yield f"P{name}-more", name, PAID_LATE, cents_text(left), customer.currency, "succeeded"


def cents_text(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


# A workload

VARIANTS = ("paid", "jsonl", "tenfold")


def variant(exports: Path, name: str, other: str) -> Path:
    """A folder with the same files, by hard links, except for the one that is another there."""
    folder = exports.with_name(f"{exports.name}-{name}")
    folder.mkdir()
    for file in exports.iterdir():
        if file.name != other:
            os.link(file, folder / file.name)
    return folder


def make(size: str, folder: Path, variants: Collection[str] = VARIANTS) -> None:
    """Writes a workload, its variants, and what each must come to, into a new folder."""
    count = SIZES[size][0] // len(MONTHS)
    exports = folder / "exports"
    exports.mkdir(parents=True)
    write_table(exports / "workspaces.csv", WORKSPACES, workspace_rows(count))
    write_table(exports / "invoices.csv", INVOICES, invoice_rows(count))
    with multiprocessing.Pool() as pool:
        write_usage(exports / "usage.csv", Kind(), size, pool)
        totals = expected.totals(exports, pool)
        write_table(exports / "payments.csv", PAYMENTS, payment_rows(count, totals))
        expected.save(folder / "expected.csv", expected.figures(exports, totals))
        if "paid" in variants:
            paid = variant(exports, "paid", "payments.csv")
            write_table(paid / "payments.csv", PAYMENTS, payment_rows(count, totals, more=True))
            expected.save(folder / "expected-paid.csv", expected.figures(paid, totals))
        if "jsonl" in variants:
            jsonl = variant(exports, "jsonl", "usage.csv")
            write_usage(jsonl / "usage.jsonl", Kind("jsonl"), size, pool)
            os.link(folder / "expected.csv", folder / "expected-jsonl.csv")
        if "tenfold" in variants:
            tenfold = variant(exports, "tenfold", "usage.csv")
            write_usage(tenfold / "usage.csv", Kind(copies=10), size, pool)
            expected.save(folder / "expected-tenfold.csv", expected.figures(tenfold, expected.totals(tenfold, pool)))


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in SIZES or not set(sys.argv[3:]) <= set(VARIANTS):
        sys.exit(f"usage: workload.py {'|'.join(SIZES)} FOLDER [{'] ['.join(VARIANTS)}]")
    make(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
