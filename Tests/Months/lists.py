"""One truth for all lists: the index, the months' pages, the histories, receivables, statements, records and the summary of a
site agree for each currency.

    lists.py SITE [SUMMARY.json]

Figures are read by the heads of tables and the names of rows, never by position. Ends with 1 where any two differ.
"""

import collections
import json
import pathlib
import re
import sys

from money import DIGITS
from site_reader import Site, pages, read_csv, tables

NOT_OWED = ("draft", "scheduled", "void")
AGES = ("current", "days_1_30", "days_31_60", "days_61_90", "days_over_90")
# What the rows of a currency's table are called, and which sum of the records each is.
ROWS = {"Invoices": "invoices", "Subtotal": "subtotal", "after discounts of": "discount", "Tax": "tax", "Total": "total",
        "Invoiced, tax included": "total", "Less credit notes": "credited", "Less payments": "paid", "after refunds of": "refunded",
        "Plus overpayments": "credit", "Amount due": "due", "Being processed": "pending"}
AMOUNTS = ("subtotal", "discount", "tax", "total", "credited", "paid", "written_off", "pending", "refunded", "due", "credit")


def minor(text, currency):
    """The minor units of a printed amount: digits are those of the currency, exactly."""
    text = text.replace("−", "-").replace(",", "").replace("\u202f", "")
    whole, _, rest = text.partition(".")
    digits = DIGITS.get(currency, 2)
    if len(rest) != digits:
        raise ValueError(f"{text} has not the digits of {currency}")
    return int(whole + rest)


class Sums(dict):
    """Sums of records by currency."""

    def __init__(self, records):
        super().__init__()
        for record in records:
            if record["document_type"] == "credit_note" or record["status"] in NOT_OWED:
                continue
            sums = self.setdefault(record["currency"], collections.Counter({"invoices": 0}))
            sums["invoices"] += 1
            for name in AMOUNTS:
                sums[name] += minor(record.get(name, "0" if DIGITS.get(record["currency"], 2) == 0 else "0." + "0" * DIGITS.get(
                    record["currency"], 2)), record["currency"])


class Lists:
    def __init__(self, site):
        self.site, self.wrong = site, []

    def same(self, where, found, expected):
        if found != expected:
            self.wrong.append(f"{where}: {found}, not {expected}")

    def currency_tables(self, where, found, sums):
        """A table a currency, with the currency as its first head and a named figure in each row."""
        seen = set()
        for heads, rows in found:
            if len(heads) != 2 or len(heads[0]) != 3 or not heads[0].isupper():
                continue
            currency = heads[0]
            names = {row[currency]: row[heads[1]] for row in rows}
            if "Closing" in names:
                continue
            seen.add(currency)
            for name, figure in names.items():
                if name in ROWS:
                    expected = sums.get(currency, {}).get(ROWS[name], 0)
                    value = int(figure) if name == "Invoices" else minor(figure, currency)
                    self.same(f"{where}, {currency}, {name}", value, expected)
            for name in ("Invoices", "Amount due"):
                if name not in names:
                    self.wrong.append(f"{where} has no row {name} for {currency}")
        for currency in sums:
            if currency not in seen and sums[currency]["invoices"]:
                self.wrong.append(f"{where} has no table for {currency}")

    def document_rows(self, where, found, records):
        """Every document is in the list, once, with its record's figures."""
        by_number, seen = {record["invoice_number"]: record for record in records}, collections.Counter()
        for heads, rows in found:
            if "Invoice" not in heads or "Status" not in heads:
                continue
            for row in rows:
                number = row["Invoice"].removesuffix("Credit note").strip()
                record = by_number.get(number)
                if record is None:
                    self.wrong.append(f"{where} lists {number}, of which there is no record")
                    continue
                seen[number] += 1
                currency = record["currency"]
                self.same(f"{where}, {number}, services", row["Services"], str(record["services"]))
                for head, name in (("Tax", "tax"), ("Total Amount", "total"), ("Due Amount", "due")):
                    self.same(f"{where}, {number}, {head}", minor(row[head], currency), minor(record[name], currency))
        for number in by_number:
            if seen[number] != 1:
                self.wrong.append(f"{where} lists {number} {seen[number]} times")

    def grouped(self, where, found, head, groups):
        """A table with a row a group and currency: invoices, total, due."""
        seen = set()
        for heads, rows in found:
            if head not in heads or "Due" not in heads:
                continue
            for row in rows:
                key, currency = row[head], row["Currency"]
                sums = groups.get(key, {}).get(currency, collections.Counter())
                seen.add((key, currency))
                self.same(f"{where}, {key} {currency}, invoices", int(row["Invoices"]), sums["invoices"])
                for name in ("Total", "Due"):
                    self.same(f"{where}, {key} {currency}, {name}", minor(row[name], currency), sums[name.lower()])
        for key, sums in groups.items():
            for currency in sums:
                if (key, currency) not in seen:
                    self.wrong.append(f"{where} has no row for {key} {currency}")

    def index(self):
        found = [table for path in pages(self.site.folder, "index") for table in tables(path)]
        records = list(self.site.records.values())
        self.currency_tables("index.html", found, Sums(records))
        self.grouped("index.html", found, "Billing period", {month: Sums(held) for month, held in self.site.months.items()})
        workspaces = {}
        for record in records:
            workspaces.setdefault(record["workspace_id"], []).append(record)
        self.grouped("index.html", found, "Identifier", {id: Sums(held) for id, held in workspaces.items()})
        if any("Status" in heads for heads, _ in found):
            self.document_rows("index.html", found, records)

    def periods(self):
        for month, records in self.site.months.items():
            folder = self.site.folder / "finance/periods"
            found = [table for path in pages(folder, month) for table in tables(path)]
            where = f"finance/periods/{month}.html"
            self.currency_tables(where, found, Sums(records))
            self.document_rows(where, found, records)

    def histories(self):
        workspaces = {}
        for record in self.site.records.values():
            workspaces.setdefault(str(pathlib.Path(record["page"]).parent), []).append(record)
        receivables = {}
        for row in read_csv(self.site.folder / "finance/receivables.csv"):
            receivables[row["workspace_id"], row["currency"]] = row
        for folder, records in workspaces.items():
            if not folder.startswith("workspaces"):
                continue
            where = f"{folder}/index.html"
            found = [table for path in pages(self.site.folder / folder, "index") for table in tables(path)]
            self.currency_tables(where, found, Sums(records))
            self.document_rows(where, found, records)
            self.statement(folder, records[0]["workspace_id"], found, receivables)

    def statement(self, folder, id, found, receivables):
        """The statement's movements, its months and its ages against the workspace's rows of receivables."""
        path, balances = self.site.folder / folder / "statement.csv", {}
        sums = collections.defaultdict(collections.Counter)
        for row in read_csv(path) if path.exists() else []:
            currency = row["currency"]
            amount, balance = minor(row["amount"], currency), minor(row["balance"], currency)
            sign = {"invoice": 1, "credit_note": -1, "payment": -1, "refund": 1, "chargeback": 1, "chargeback_reversal": -1}
            moved = balance - balances.get(currency, 0)
            expected = sign.get(row["type"], moved and (1 if moved > 0 else -1)) * amount
            self.same(f"{folder}/statement.csv, {row['document']}, balance", moved, expected)
            balances[currency] = balance
            sums[currency][row["type"]] += amount
        for (workspace, currency), row in receivables.items():
            if workspace != id:
                continue
            if not path.exists():
                continue
            self.same(f"{folder}/statement.csv, {currency}, closing", balances.get(currency, 0), minor(row["closing"], currency))
            # Receivables of some months begin with an opening balance, statements never do.
            if minor(row["opening"], currency) or begin(self.site):
                continue
            for name, type in (("invoiced", "invoice"), ("credited", "credit_note"), ("received", "payment")):
                self.same(f"{folder}/statement.csv, {currency}, {name}", sums[currency][type], minor(row[name], currency))
            months = [entry for heads, rows in found if "Closing" in heads and "Month" in heads for entry in rows
                      if entry["Currency"] == currency]
            for head, name in (("Invoiced", "invoiced"), ("Credited", "credited"), ("Received", "received"), ("Refunded", "refunded")):
                if months:
                    self.same(f"{folder}/index.html, statement, {currency}, {head}",
                              sum(minor(entry[head], currency) for entry in months), minor(row[name], currency))
            if months:
                self.same(f"{folder}/index.html, statement, {currency}, Closing",
                          minor(max(months, key=lambda entry: entry["Month"])["Closing"], currency), minor(row["closing"], currency))
            for heads, rows in found:
                if heads[0].startswith("Open, as of") and currency in heads:
                    names = {entry[heads[0]]: entry[currency] for entry in rows}
                    self.same(f"{folder}/index.html, {currency}, open", minor(names["Open invoices"], currency),
                              minor(row["due"], currency))

    def receivables(self):
        """Receivables are the records' sums: issued invoices alone, their ages, and what is left on account."""
        rows = read_csv(self.site.folder / "finance/receivables.csv")
        sums = collections.defaultdict(collections.Counter)
        for row in rows:
            currency = row["currency"]
            for name in row:
                if name not in ("workspace_id", "workspace_name", "currency"):
                    sums[currency][name] += minor(row[name], currency)
            amounts = {name: minor(row[name], currency) for name in row if name not in ("workspace_id", "workspace_name", "currency")}
            where = f"receivables.csv, {row['workspace_id']} {currency}"
            self.same(f"{where}, closing", amounts["closing"], amounts["opening"] + amounts["invoiced"] - amounts["credited"]
                      - amounts["received"] + amounts["refunded"])
            self.same(f"{where}, on account", amounts["due"] - amounts["on_account"], amounts["closing"])
            self.same(f"{where}, ages", sum(amounts[name] for name in AGES), amounts["due"])
        workspaces = collections.defaultdict(list)
        for record in self.site.records.values():
            workspaces[record["workspace_id"]].append(record)
        for id, records in workspaces.items():
            for currency, expected in Sums(records).items():
                row = next((row for row in rows if row["workspace_id"] == id and row["currency"] == currency), None)
                if row is None:
                    self.wrong.append(f"receivables.csv has no row for {id} {currency}")
                    continue
                for name, sum_name in (("invoiced", "total"), ("credited", "credited"), ("due", "due")):
                    if name != "due" and begin(self.site):
                        continue
                    self.same(f"receivables.csv, {id} {currency}, {name}", minor(row[name], currency), expected[sum_name])
        found = tables(self.site.folder / "finance/receivables.html")
        for heads, entries in found:
            names = {entry[heads[0]]: entry[heads[1]] for entry in entries} if len(heads) == 2 else {}
            if "Closing" in names:
                currency = heads[0]
                for label, name in (("Opening", "opening"), ("Plus invoiced", "invoiced"), ("Less credit notes", "credited"),
                                    ("Less received", "received"), ("Plus refunded", "refunded"), ("Closing", "closing"),
                                    ("Open invoices", "due"), ("Less money on account", "on_account")):
                    self.same(f"receivables.html, {currency}, {label}", minor(names[label], currency), sums[currency][name])
            elif "Open" in heads or "Closing" in heads:
                column = {"Not due yet": "current", "1–30 days": "days_1_30", "31–60 days": "days_31_60", "61–90 days": "days_61_90",
                          "Over 90 days": "days_over_90", "Open": "due", "Opening": "opening", "Invoiced": "invoiced",
                          "Credited": "credited", "Received": "received", "Refunded": "refunded", "Closing": "closing",
                          "On account": "on_account"}
                totals = [entry for entry in entries if entry["Workspace"] == "All workspaces"]
                single = collections.defaultdict(collections.Counter)
                for entry in entries:
                    for head in heads:
                        if head in column and entry not in totals:
                            single[entry["Currency"]][head] += minor(entry[head], entry["Currency"])
                for entry in totals:
                    currency = entry["Currency"]
                    for head in heads:
                        if head in column:
                            self.same(f"receivables.html, all, {currency}, {head}", minor(entry[head], currency),
                                      sums[currency][column[head]])
                            self.same(f"receivables.html, sum of rows, {currency}, {head}", single[currency][head],
                                      sums[currency][column[head]])

    def summary(self, summary):
        """The summary of --json against the records of the months it is about."""
        period = summary["period"]
        records = [record for month, held in self.site.months.items() for record in held if is_in(month, period)]
        sums = Sums(records)
        for currency in sorted(sums.keys() | summary["totals"].keys()):
            for name, figure in summary["totals"].get(currency, {}).items():
                self.same(f"summary, {currency}, {name}", minor(figure, currency), sums.get(currency, {}).get(name, 0))
            if currency not in summary["totals"] and any(sums[currency].values()):
                self.wrong.append(f"the summary has no totals of {currency}")
        statuses = collections.Counter(record["status"] for record in records if record["document_type"] != "credit_note")
        self.same("summary, statuses", {name: count for name, count in summary["statuses"].items() if count and name != "issued"},
                  dict(statuses))
        self.same("summary, invoices", summary["invoices"], sum(statuses.values()))

    def credited(self):
        """What invoices say is credited is what their credit notes come to."""
        notes = collections.Counter()
        for record in self.site.records.values():
            if record["document_type"] == "credit_note" and record["status"] not in NOT_OWED and record["issue_date"] <= self.site.as_of:
                notes[record["corrects"]] += minor(record["total"], record["currency"])
        for number, record in self.site.records.items():
            if record["document_type"] == "invoice" and record["status"] not in NOT_OWED:
                self.same(f"{number}, credited", minor(record["credited"], record["currency"]), notes[number])
                amounts = {name: minor(record[name], record["currency"]) for name in AMOUNTS if name in record}
                balance = amounts["total"] - amounts["credited"] - amounts["paid"]
                self.same(f"{number}, due", amounts["due"], max(0, balance))
                self.same(f"{number}, credit", amounts["credit"], max(0, -balance))


def begin(site):
    """The day with whose balances receivables begin, None where they begin with nothing."""
    found = re.search(r"Opening balances are those of (\d{4}-\d\d-\d\d)", (site.folder / "finance/receivables.html").read_text())
    return found and found[1]


def is_in(month, period):
    """Whether a month is of a period: 2024-05, 2024-Q2, 2024, 2024-01..2024-06, all."""
    if period in ("all", None):
        return True
    if ".." in period:
        first, last = period.split("..")
        return first <= month <= last
    if "-Q" in period:
        year, quarter = period.split("-Q")
        return month[:4] == year and (int(month[5:]) - 1) // 3 + 1 == int(quarter)
    return month.startswith(period)


def check(site, summary=None):
    """Where the lists of a site differ, a line each."""
    lists = Lists(site)
    for part in (lists.index, lists.periods, lists.histories, lists.receivables, lists.credited):
        part()
    if summary:
        lists.summary(summary)
    return lists.wrong


def main():
    site = Site(sys.argv[1])
    summary = json.loads(pathlib.Path(sys.argv[2]).read_text()) if len(sys.argv) > 2 else None
    wrong = check(site, summary)
    for text in wrong:
        print(f"lists: {text}", file=sys.stderr)
    print(f"lists: {len(site.records)} documents as of {site.as_of}, {len(wrong)} differences")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
