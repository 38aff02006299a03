"""Runs the tool on a company's exports and holds what comes of it against the calculator."""

import datetime
import json
import os
import subprocess
from fractions import Fraction

import lists
from ledger import printed
from money import text
from lists import minor
from site_reader import Site, contents, differing, read_csv, snapshot

COMPARED = ["document_type", "corrects", "workspace_id", "workspace_name", "billing_period_start", "billing_period_end", "issue_date",
            "due_date", "tax_point", "tax_country", "currency", "services", "lines", "usage_rows", "subtotal", "discount", "tax", "total",
            "credited", "paid", "written_off", "pending", "refunded", "due", "credit", "status", "state_since"]

LOGGED = ["status", "credited", "paid", "written_off", "pending", "refunded", "due", "credit"]


class Wrong(Exception):
    """What is not as it must be; the steps that led to it are the machine's to tell."""


class Bench:
    def __init__(self, report, templates, folder, has_twin):
        self.report, self.templates, self.folder, self.has_twin = report, templates, folder, has_twin
        self.exports, self.output, self.twin = folder / "exports", folder / "output", folder / "twin"
        self.exports.mkdir()
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"}
        self.runs, self.former, self.logged = 0, {}, 0

    def run(self, *arguments, jobs=None):
        self.runs += 1
        command = [str(self.report), *map(str, arguments)]
        if jobs:
            command += ["--jobs", str(jobs)]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=600)
        if done.returncode < 0 or done.returncode > 78:
            raise Wrong(f"{' '.join(command)} ends with {done.returncode}: {done.stderr[-600:]}")
        return done

    def inputs(self, output):
        return ["--exports", self.exports, "--output", output, "--config", self.folder / "report.yml", *self.with_templates()]

    def with_templates(self):
        return ["--templates", self.templates] if self.templates else []

    def expect(self, done, code, what):
        if done.returncode != code:
            raise Wrong(f"{what} ends with {done.returncode}, not {code}:\n{done.stderr[-1500:]}{done.stdout[-300:]}")

    def untouched(self, before, what):
        after = snapshot(self.folder)
        if before != after:
            raise Wrong(f"{what} must write nothing, and touches {differing(before, after)[:5]}")

    def writes(self, command, code, jobs):
        """A step that writes, and the summary it prints; a twin that is made with other jobs has the same bytes."""
        done = self.run(*command(self.output), "--json", jobs=jobs)
        what = " ".join(map(str, command("output")[:6]))
        self.expect(done, code, what)
        if self.has_twin:
            self.expect(self.run(*command(self.twin), "--quiet", jobs=1 if jobs > 1 else 3), code, what + " for the twin")
            different = differing(contents(self.output), contents(self.twin))
            if different:
                raise Wrong(f"{what} with other jobs makes other bytes of {different[:5]}")
        return json.loads(done.stdout) if done.stdout.strip() else {}

    def again(self, command, code):
        before = snapshot(self.folder)
        self.expect(self.run(*command(self.output), "--quiet"), code, "the same command again")
        self.untouched(before, "the same command again")

    def verified(self):
        done = self.run("verify", self.output)
        if done.returncode or "error:" in done.stderr or "warning:" in done.stderr:
            raise Wrong(f"verify ends with {done.returncode}: {done.stderr[-1500:]}")

    def held_against(self, company, day, summary=None):
        """The site's records, statements and receivables against the ledger; all lists against the records."""
        ledger, site = company.ledger, Site(self.output)
        wrong = []
        if site.as_of != day.isoformat():
            wrong.append(f"the site is of {site.as_of}, not {day}")
        for number in sorted(site.records.keys() ^ ledger.documents.keys()):
            wrong.append(f"{number} is {'' if number in site.records else 'not '}published")
        for number in sorted(site.records.keys() & ledger.documents.keys()):
            wrong += record_differences(site, company, number, day)
        wrong += account_differences(site, ledger, day)
        wrong += whole_note_differences(site, ledger, day)
        wrong += self.log_differences(site)
        wrong += lists.check(site, summary)
        if wrong:
            raise Wrong("\n".join(wrong[:12]))


    def log_differences(self, site):
        """What the site says it changed against what changed."""
        former, self.former = self.former, site.records
        logs = sorted((site.folder / "finance/changes").glob("*.json"))
        log = json.loads(logs[-1].read_text()) if len(logs) > self.logged else {}
        if len(logs) > self.logged + 1:
            return [f"one run leaves {len(logs) - self.logged} logs"]
        self.logged = len(logs)
        said = {entry["invoice_number"]: entry.get("changes", {}) for entry in log.get("updated", [])}
        wrong = []
        for number in sorted(site.records.keys() & former.keys()):
            one, other = former[number], site.records[number]
            for name in LOGGED:
                expected = [one.get(name), other.get(name)] if one.get(name) != other.get(name) else None
                found = said.get(number, {}).get(name)
                if found != expected and (number in said or expected is not None):
                    wrong.append(f"{logs[-1].name if logs else 'no log'} of {number}: {name} {found}, not {expected}")
        for name, numbers in (("new", site.records.keys() - former.keys()), ("withdrawn", former.keys() - site.records.keys())):
            if {entry["invoice_number"] for entry in log.get(name, [])} != numbers:
                wrong.append(f"the log calls {name} {log.get(name)}, and not {sorted(numbers)}")
        return wrong


def record_differences(site, company, number, day):
    document, found = company.ledger.documents[number], site.records[number]
    expected = printed(company.ledger.record(number, day))
    wrong = []
    names = list(COMPARED)
    if hasattr(document.figures, "parts"):
        names = [name for name in names if name not in ("services", "lines", "discount")]
        if document.figures.free and document.figures.stated in (None, True):
            names = [name for name in names if name not in ("subtotal", "tax")]
    for name in names:
        if found[name] != expected[name]:
            wrong.append(f"{number} {name}: {found[name]}, not {expected[name]}")
    if set(found["flags"]) != expected["flags"]:
        wrong.append(f"{number} flags: {found['flags']}, not {sorted(expected['flags'])}")
    if number not in [record["invoice_number"] for record in site.months.get(document.month, [])]:
        wrong.append(f"{number} is not among the records of {document.month}")
    is_note = hasattr(document.figures, "parts")
    if is_note and document.figures.free:
        wrong += free_note_differences(site, document, found)
    else:
        currency = document.currency
        taxes = sorted((name or "", category or "", rate, taxable if taxable is None else text(taxable, currency), text(amount, currency))
                       for name, category, rate, taxable, amount in document.figures.taxes)
        said = sorted((tax["name"] or "", tax["category"] or "", None if tax["rate"] is None else Fraction(tax["rate"]),
                       tax["taxable"], tax["amount"]) for tax in found["tax_breakdown"])
        if document.figures.given:
            taxes, said = [("", "", None, None, tax[-1]) for tax in taxes], [("", "", None, None, tax[-1]) for tax in said]
        if is_note:
            # Nothing of a tax is not said.
            taxes, said = [[tax for tax in part if any(minor(amount or text(0, currency), currency) for amount in tax[3:])]
                           for part in (taxes, said)]
        if sorted(map(str, taxes)) != sorted(map(str, said)):
            wrong.append(f"{number} taxes: {said}, not {taxes}")
        services = {service: text(amount, currency) for service, amount in document.figures.services().items()}
        if not hasattr(document.figures, "parts") and services != {
                entry["service"]: entry["amount"] for entry in found["service_totals"]}:
            wrong.append(f"{number} services: {found['service_totals']}, not {services}")
    return wrong


def free_note_differences(site, document, found):
    """A credit note that states its tax, rate or service: its parts add up, and it credits nothing that its invoice has not."""
    wrong, currency = [], document.currency
    amount = lambda text: minor(text, currency)
    invoice = site.records[document.corrects]
    if amount(found["subtotal"]) + amount(found["tax"]) != document.figures.total:
        wrong.append(f"{document.number}: {found['subtotal']} and {found['tax']} are not {found['total']}")
    if sum(amount(tax["amount"]) for tax in found["tax_breakdown"]) != amount(found["tax"]):
        wrong.append(f"{document.number}: its taxes {found['tax_breakdown']} are not {found['tax']}")
    if sum(amount(entry["amount"]) for entry in found["service_totals"]) != amount(found["subtotal"]):
        wrong.append(f"{document.number}: its services {found['service_totals']} are not {found['subtotal']}")
    known = {(tax["name"], tax["rate"]) for tax in invoice["tax_breakdown"]}
    for tax in found["tax_breakdown"]:
        if (tax["name"], tax["rate"]) not in known:
            wrong.append(f"{document.number} credits {tax['name']} {tax['rate']}, which {document.corrects} has not")
    return wrong


def whole_note_differences(site, ledger, day):
    """Credit notes of a whole invoice return each tax and each net exactly, in whatever parts; those of a part never more."""
    wrong, notes = [], {}
    for document in ledger.documents.values():
        if hasattr(document.figures, "parts") and document.state == "open" and document.number in site.records:
            notes.setdefault(document.corrects, []).append(site.records[document.number])
    for number, credits in notes.items():
        invoice = site.records[number]
        amount = lambda text: minor(text, invoice["currency"])
        # Beside a service below zero, notes for another one can come to the whole total and leave parts of both.
        is_whole = (sum(amount(note["total"]) for note in credits) == amount(invoice["total"])
                    and all(amount(service["amount"]) >= 0 for service in invoice["service_totals"]))
        sums = {}
        for note in credits:
            for tax in note["tax_breakdown"]:
                key = tax["name"], tax["category"], tax["rate"]
                sums[key] = sums.get(key, 0) + amount(tax["amount"])
        for tax in invoice["tax_breakdown"]:
            found, whole = sums.get((tax["name"], tax["category"], tax["rate"]), 0), amount(tax["amount"])
            if is_whole and found != whole or abs(found) > abs(whole):
                wrong.append(f"{number}: of {tax['name']} {tax['rate']} {tax['amount']}, {found} is credited")
        found, whole = sum(amount(note["subtotal"]) for note in credits), amount(invoice["subtotal"])
        if is_whole and found != whole:
            wrong.append(f"{number}: of {invoice['subtotal']}, {found} is credited")
    return wrong


def account_differences(site, ledger, day):
    wrong = []
    rows = {(row["workspace_id"], row["currency"]): row for row in read_csv(site.folder / "finance/receivables.csv")}
    since = lists.begin(site)
    since = since and datetime.date.fromisoformat(since)
    accounts = ledger.account(day, since)
    for key in sorted(rows.keys() | accounts.keys()):
        account, row = accounts.get(key), rows.get(key)
        if row is None:
            if any(account.values()):
                wrong.append(f"receivables.csv has no row for {key}, which is {account}")
            continue
        for name in ("opening", "invoiced", "credited", "received", "refunded", "closing", "due", "on_account", "current", "days_1_30",
                     "days_31_60", "days_61_90", "days_over_90"):
            expected = text(account[name] if account else 0, key[1])
            if row[name] != expected:
                wrong.append(f"receivables.csv {key} {name}: {row[name]}, not {expected}")
    return wrong
