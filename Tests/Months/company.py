"""A made-up company, by a seed alone: its customers, settings, invoices, usage, payments and credit notes, month by month."""

import calendar
import datetime
import random
from dataclasses import dataclass, field
from fractions import Fraction

import exports
from bill import draw_up
from ledger import DAY, Document, Ledger, Payment, note_figures
from money import DIGITS, text, units

CODES = {
    "standard": [{"name": "VAT", "rate": "19%", "category": "S"}],
    "reduced": [{"name": "VAT", "rate": "7%", "category": "S"}],
    "qc": [{"name": "GST", "rate": "5%"}, {"name": "QST", "rate": "9.975%"}],
    "eu": [{"name": "VAT", "rate": "0%", "category": "AE", "reason": "Reverse charge"}],
}
NAMES = ["Alder & Söhne", "Brook, Ltd.", "Cedar \"Quoted\"", "Dune|Pipe", "Ėlm *stars* <b>", "Fjord"]
IDENTIFIERS = ["alder", "brook-2", "Cedar_3", "dune 4", "ėlm", "f%6"]
SERVICES = ["Compute", "Storage", "Network", "Support plan", "Búsqueda"]
GROUPINGS = [
    ["service", "description", "unit", "unit_price", "tax"], ["service", "description", "unit", "unit_price", "tax"],
    ["service", "tax"], ["service", "unit", "tax"], ["service", "description", "resource", "unit", "unit_price", "tax"], ["row"]]


@dataclass
class Bill:
    """An invoice as the exports have it: its row, its usage, and whether they are still exported."""
    number: str
    workspace: str
    row: dict
    rows: list
    start: datetime.date | None
    end: datetime.date | None
    issue: datetime.date
    due: datetime.date | None
    currency: str
    kind: str = "invoice"
    corrects: str | None = None
    is_exported: bool = True
    differs: bool = False

    @property
    def month(self):
        if self.kind == "credit_note" or self.start is None:
            day = self.issue
        elif self.issue <= self.start:
            day = self.start
        else:
            day = self.end - DAY
        return day.strftime("%Y-%m")


def stated_tax(row, currency):
    """The tax that a credit note states; True where it states a rate, a code or a service, None where it states nothing."""
    if row.get("tax"):
        return int(units(row["tax"], currency))
    return True if row.get("tax_rate") or row.get("tax_code") or row.get("service") else None


@dataclass
class Company:
    seed: int
    ledger: Ledger = field(default_factory=Ledger)
    bills: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)
    payments: dict = field(default_factory=dict)
    gone: set = field(default_factory=set)
    # The numbers that are spoken of before their invoices are there, by workspace.
    reserved: dict = field(default_factory=dict)
    changed: bool = False

    def __post_init__(self):
        self.random = random.Random(self.seed)
        pick = self.random
        self.first = datetime.date(pick.choice([2023, 2024]), pick.randint(1, 12), 1)
        self.addressing = pick.choice(["number", "number", "period", "drawn"])
        self.rolls = pick.random() < 0.4
        self.number_form = pick.choice(["INV-{:04d}", "INV-{}", "{:04d}/2024", "R {}"])
        self.has_codes = pick.random() < 0.6
        self.config = dict(
            rounding=pick.choice(["line", "line", "document"]), rounding_mode=pick.choice(["half-up", "half-up", "half-even", "down"]),
            prices=pick.choice(["exclusive", "exclusive", "inclusive"]), per_line=pick.random() < 0.2,
            group_by=pick.choice(GROUPINGS), due_days=pick.choice([None, 0, 14, 30]), codes=CODES if self.has_codes else {},
            default=pick.choice(["standard", "19%", None]) if self.has_codes else None,
            declared=pick.choice(["error", "warn"]), currency=None,
            void=pick.choice(["refuse", "allow"]), seller="Cirrostrata Cloud",
            formats=pick.choice([None, None, ["html", "csv", "md"], ["html"]]))
        self.workspaces = {}
        for position in range(pick.randint(1, 5)):
            id = IDENTIFIERS[position]
            row = dict(workspace_id=id, name=NAMES[position], address="Example Street 1", city="Sampleton",
                       country=pick.choice(["DE", "FR", "US", "JP", "KW"]), tax_id=f"X{position}", email="ap@example.com",
                       currency=pick.choice(["EUR", "EUR", "USD", "JPY", "KWD"]))
            row.update(self.some_tax(0.8))
            self.workspaces[id] = row
        self.has_workspaces = self.addressing == "drawn" or pick.random() < 0.85
        self.counter = 0

    # Settings

    def some_tax(self, chance):
        pick = self.random
        if pick.random() >= chance:
            return {}
        if self.has_codes and pick.random() < 0.6:
            return {"tax_code": pick.choice(list(CODES))}
        return {"tax_rate": pick.choice(["0.19", "0.07", "8.875%", "0", "0.2"])}

    def yaml(self):
        config, invoice, tax = self.config, ["  pay_url: https://pay.example/{number}"], []
        if config["due_days"] is not None:
            invoice.append(f"  due_days: {config['due_days']}")
        if config["void"] == "allow":
            invoice.append("  void: allow")
        tax = [f"  prices: {config['prices']}", f"  per_line: {'true' if config['per_line'] else 'false'}"]
        if config["default"]:
            tax.append(f"  default: {config['default']}")
        if config["codes"]:
            tax.append("  codes:")
            for name, taxes in config["codes"].items():
                said = ", ".join("{" + ", ".join(f"{key}: {value}" for key, value in one.items()) + "}" for one in taxes)
                tax.append(f"    {name}: [{said}]")
        lines = ["seller:", f"  name: {config['seller']}", "invoice:", *invoice, f"rounding: {config['rounding']}",
                 f"rounding_mode: {config['rounding_mode']}", f"declared: {config['declared']}",
                 f"lines: {{group_by: [{', '.join(config['group_by'])}]}}", "tax:", *tax]
        if config["formats"]:
            lines.append(f"publish: {{formats: [{', '.join(config['formats'])}]}}")
        return "\n".join(lines) + "\n"

    def change_settings(self):
        """Another day, other settings: they hold for what is issued from now on."""
        self.changed = True
        pick = self.random
        what = pick.choice(["rounding", "rounding_mode", "prices", "per_line", "group_by", "due_days", "seller", "formats"])
        change = {"rounding": pick.choice(["line", "document"]), "rounding_mode": pick.choice(["half-up", "half-even", "down"]),
                  "prices": pick.choice(["exclusive", "inclusive"]), "per_line": pick.random() < 0.5,
                  "group_by": pick.choice(GROUPINGS), "due_days": pick.choice([None, 7, 30]), "seller": "Cirrostrata AG",
                  "formats": pick.choice([None, ["html", "csv", "md"]])}
        self.config[what] = change[what]
        self.declare_nothing()
        return f"{what} is {change[what]}"

    def change_workspace(self):
        self.changed = True
        pick = self.random
        row = self.workspaces[pick.choice(list(self.workspaces))]
        if pick.random() < 0.5:
            row.pop("tax_code", None), row.pop("tax_rate", None)
            row.update(self.some_tax(0.9))
        else:
            row["address"] = f"New Road {pick.randint(1, 99)}"
        self.declare_nothing()
        return f"{row['workspace_id']} changes"

    def declare_nothing(self):
        """What is not issued yet comes to something else now."""
        for bill in self.bills.values():
            if not self.is_issued(bill.number):
                for name in ("subtotal", "tax", "total"):
                    bill.row.pop(name, None)
                bill.differs = False

    # Invoices

    def amount(self, currency, most=400):
        """The text of a random amount, with more digits than the currency has now and then."""
        pick = self.random
        digits = pick.choice([DIGITS[currency], DIGITS[currency], DIGITS[currency] + 1, 4, 6])
        scale = 100 if currency == "JPY" else 1
        whole = pick.randint(1, most * scale)
        return f"{whole}.{pick.randrange(10 ** digits):0{digits}d}" if digits else str(whole)

    def usage_row(self, currency):
        pick = self.random
        row = dict(service=pick.choice(SERVICES), description=pick.choice(["", "small", "large, eu", "small"]))
        if pick.random() < 0.5:
            row.update(quantity=f"{pick.randint(0, 40)}.{pick.randrange(1000):03d}", unit=pick.choice(["hour", "GB", ""]),
                       unit_price=f"{pick.randint(0, 9)}.{pick.choice(['5', '0123', '25', '3333'])}")
            if pick.random() < 0.15:
                row["amount"] = self.amount(currency, 50)
        else:
            row["amount"] = self.amount(currency)
        if pick.random() < 0.1:
            row["resource"] = pick.choice(["vm-1", "vm-2"])
        if pick.random() < 0.1 and "amount" in row:
            row["discount"] = text(int(units(row["amount"], currency) / 4), currency)
        if pick.random() < 0.15:
            row.update(self.some_tax(1))
        if pick.random() < 0.5:
            row["charge_category"] = "Usage"
        return row

    def usage(self, currency, count=None):
        pick = self.random
        rows = [self.usage_row(currency) for _ in range(count or pick.choice([1, 1, 2, 3, 5]))]
        if pick.random() < 0.15:
            rows.append({**self.usage_row(currency), "charge_category": "Purchase"})
        if pick.random() < 0.12:
            rows.append(dict(service="Goodwill", amount="-0.5" if currency != "JPY" else "-3", charge_category="Credit"))
        if pick.random() < 0.06:
            rows.append(dict(service="VAT", description="VAT", amount=self.amount(currency, 20), charge_category="Tax"))
        return rows

    def next_number(self, id=None):
        if id in self.reserved:
            return self.reserved.pop(id)
        self.counter += 1
        return self.number_form.format(self.counter)

    def bill_month(self, start):
        """The invoices of a month: most customers have one."""
        pick = self.random
        end = (start + 31 * DAY).replace(day=1)
        for id, workspace in self.workspaces.items():
            if pick.random() < 0.15:
                continue
            self.bill(id, start, end, workspace["currency"])
            if self.addressing == "number" and pick.random() < 0.12:
                self.bill(id, start, end, pick.choice(list(DIGITS)))

    def bill(self, id, start, end, currency):
        pick = self.random
        rows = self.usage(currency)
        if self.addressing == "drawn":
            number = f"INV-{start:%Y-%m}-{id}"
            row = dict(currency=currency, billing_period=f"{start:%Y-%m}")
            bill = Bill(number, id, row, rows, start, end, end, None, currency)
        else:
            row = dict(invoice_number=self.next_number(id), workspace_id=id, currency=currency)
            if pick.random() < 0.5:
                row["billing_period"] = f"{start:%Y-%m}"
            else:
                row["billing_period_start"], row["billing_period_end"] = start.isoformat(), end.isoformat()
            issue = end + pick.randint(0, 4) * DAY if pick.random() < 0.6 else end
            start, end, issue = self.other_times(start, end, issue, row)
            row["issue_date"] = issue.isoformat()
            bill = Bill(row["invoice_number"], id, row, rows, start, end, issue, None, currency)
            if pick.random() < 0.5:
                bill.due = issue + pick.choice([0, 7, 14, 30]) * DAY
                row["due_date"] = bill.due.isoformat()
            row["status"] = pick.choice(["open", "open", "open", "", "draft"])
            if self.addressing == "number" and pick.random() < 0.04:
                row["status"] = "void"
            if pick.random() < 0.2:
                row["purchase_order"] = f"PO-{pick.randint(1, 99)}"
            if pick.random() < 0.15:
                row.update(self.some_tax(1))
            if pick.random() < 0.1:
                row["tax_point"] = (issue - pick.randint(1, 9) * DAY).isoformat()
            if pick.random() < 0.15:
                row["discount"] = pick.choice(["10%", "2.5%", "1"])
        self.add_own_dates(bill)
        if self.figures(bill).total <= 0:
            bill.rows[:] = [dict(service="Compute", amount="25")]
        if pick.random() < 0.3 and self.addressing != "drawn":
            self.declare(bill)
        self.bills[bill.number] = bill
        return bill

    def other_times(self, start, end, issue, row):
        """Some invoices are issued later, billed in advance, or state no period."""
        pick = self.random
        if pick.random() < 0.1:
            return start, end, end + pick.randint(9, 45) * DAY
        if self.addressing == "number" and pick.random() < 0.1:
            row.pop("billing_period", None)
            last = start.replace(year=start.year + 1) if pick.random() < 0.6 else end
            row["billing_period_start"], row["billing_period_end"] = start.isoformat(), last.isoformat()
            return start, last, start - pick.choice([0, 0, 5]) * DAY
        if self.addressing == "number" and pick.random() < 0.1:
            for name in ("billing_period", "billing_period_start", "billing_period_end"):
                row.pop(name, None)
            return None, None, issue
        return start, end, issue

    def add_own_dates(self, bill):
        """Some usage has dates of its own: late usage of the month before, or a plan for the one that comes."""
        pick = self.random
        if bill.start is None or pick.random() < 0.6:
            return
        for row in bill.rows:
            if row.get("charge_category") != "Tax" and pick.random() < 0.5:
                first = bill.start + pick.choice([-31, -20, 0, 0, 40, 400]) * DAY
                end = first + pick.choice([1, 1, 28]) * DAY
                # The last day of a month is taken for one, and refused as the end of a period.
                if (end + DAY).day == 1:
                    end += DAY
                row["charge_period_start"], row["charge_period_end"] = first.isoformat(), end.isoformat()

    def declare(self, bill):
        figures, pick = self.figures(bill), self.random
        for name in ("subtotal", "tax", "total"):
            if pick.random() < 0.7:
                bill.row[name] = text(getattr(figures, name), bill.currency)
        if self.config["declared"] == "warn" and pick.random() < 0.3:
            bill.row["total"] = text(figures.total + 1, bill.currency)
            bill.differs = True

    def figures(self, bill):
        return draw_up(bill.row, bill.rows, self.workspaces[bill.workspace] if self.has_workspaces else {}, self.config)

    def due(self, bill):
        """The day a bill is due by: its own, or so many days after its issue as is configured when it is issued."""
        days = self.config["due_days"]
        return bill.issue + days * DAY if bill.due is None and days is not None and bill.kind == "invoice" else bill.due

    def tax_point(self, bill):
        """The export's, else the last day of the period, in advance the issue date."""
        if bill.row.get("tax_point"):
            return datetime.date.fromisoformat(bill.row["tax_point"])
        if bill.kind == "credit_note" or bill.start is None or bill.issue <= bill.start:
            return bill.issue
        return bill.end - DAY

    def name(self, id):
        return self.workspaces[id]["name"] if self.has_workspaces else id

    # What the exports hold

    def write(self, folder):
        pick = random.Random(self.random.random())
        for path in folder.iterdir():
            path.unlink()
        if self.has_workspaces:
            exports.write(folder, "workspaces", self.workspaces.values(), pick)
        exported = [bill for bill in self.bills.values() if bill.is_exported]
        if self.addressing != "drawn":
            exports.write(folder, "invoices", [bill.row for bill in exported], pick)
        usage, count = [], 0
        for bill in exported:
            for row in bill.rows:
                usage.append({**self.address(bill), **row})
        exports.write(folder, "usage", usage, pick)
        exports.write(folder, "payments", [row for id, rows in self.payments.items() if id not in self.gone for row in rows], pick)
        exports.write(folder, "credit_notes", [row for id, row in self.notes.items() if id not in self.gone], pick)
        return any(path.name.startswith(("usage", "invoices")) for path in folder.iterdir())

    def address(self, bill):
        if self.addressing == "number" or bill.kind == "credit_note":
            return dict(invoice_number=bill.number)
        return dict(workspace_id=bill.workspace, billing_period=f"{bill.start:%Y-%m}", currency=bill.currency)

    def forget(self):
        """Old exports go: what is issued and paid is kept by the site."""
        for number, bill in self.bills.items():
            if number in self.ledger.documents and self.ledger.documents[number].state in ("open", "void"):
                bill.is_exported = False
        self.gone |= {id for id in self.payments if id in self.ledger.payments}
        self.gone |= {id for id in self.notes if self.is_issued(id)}

    # What a publication makes of it

    def selected(self):
        """The months of what a publication of everything would issue now."""
        months = {bill.month for bill in self.bills.values() if bill.is_exported and not self.is_issued(bill.number)}
        months |= {row["issue_date"][:7] for id, row in self.notes.items() if id not in self.gone and not self.is_issued(id)}
        return sorted(months)

    def is_issued(self, number):
        found = self.ledger.documents.get(number)
        return found is not None and found.state in ("open", "void")

    def publish(self, day, only=None, hold=()):
        """Takes what is exported into the ledger."""
        ledger = self.ledger
        for bill in self.bills.values():
            if not bill.is_exported or self.is_issued(bill.number) or bill.number in hold:
                continue
            if only is not None and bill.workspace not in only:
                continue
            said = bill.row.get("status") or "open"
            state = said if said in ("draft", "void") else "open"
            if bill.issue > day and state == "open":
                state = "scheduled"
            workspace = self.workspaces[bill.workspace] if self.has_workspaces else {}
            ledger.documents[bill.number] = Document(
                bill.number, bill.kind, bill.corrects, bill.workspace, self.name(bill.workspace), bill.start, bill.end, bill.issue,
                self.due(bill), bill.currency, self.figures(bill), state, bill.month, bill.differs, workspace.get("country"), self.tax_point(bill))
        for id in [id for id, document in ledger.documents.items() if id in self.notes and document.state == "scheduled"
                   and (only is None or document.workspace in only)]:
            del ledger.documents[id]
        fresh = [row for id, row in self.notes.items() if id not in self.gone and id not in ledger.documents and id not in hold]
        for row in sorted(fresh, key=lambda row: (row["issue_date"], row["credit_note_number"].encode())):
            invoice = ledger.documents.get(row["invoice_number"])
            if invoice is None or only is not None and invoice.workspace not in only:
                continue
            earlier = [document.figures for document in ledger.documents.values()
                       if document.corrects == invoice.number and hasattr(document.figures, "parts")]
            issue = datetime.date.fromisoformat(row["issue_date"])
            figures = note_figures(invoice.figures, int(units(row["amount"], invoice.currency)), earlier, invoice.figures.mode,
                                   stated_tax(row, invoice.currency))
            ledger.documents[row["credit_note_number"]] = Document(
                row["credit_note_number"], "credit_note", invoice.number, invoice.workspace, self.name(invoice.workspace), None,
                None, issue, None, invoice.currency, figures, "open" if issue <= day else "scheduled", f"{issue:%Y-%m}",
                country=invoice.country, tax_point=issue)
        for bill in self.bills.values():
            if not bill.is_exported or bill.number not in ledger.documents or only is not None and bill.workspace not in only:
                continue
            document = ledger.documents[bill.number]
            if bill.row.get("status") == "void" and document.state == "open":
                document.state, document.void_since = "void", day
            document.uncollectible = bill.row.get("status") == "uncollectible"
        for id, rows in self.payments.items():
            if id not in self.gone and (only is None or any(row["workspace_id"] in only for row in rows)):
                self.take(id, rows, day)
        ledger.as_of = day

    def take(self, id, rows, day):
        """A payment as the exports say it, into the ledger."""
        kept, row = self.ledger.payments.get(id), rows[0]
        parts, workspaces = {}, {}
        for part in rows:
            number = part.get("invoice_number") or None
            parts[number] = parts.get(number, 0) + int(units(part["amount"], row["currency"]))
            workspaces[number] = part["workspace_id"]
        if kept is None:
            self.ledger.payments[id] = Payment(
                id, row.get("type") or "payment", row["status"], datetime.date.fromisoformat(row["date"][:10]), row["currency"], parts,
                workspaces)
            return
        kept.parts, kept.workspaces = parts, workspaces
        if row["status"] != kept.status:
            if kept.status == "succeeded":
                kept.off = datetime.date.fromisoformat(row["updated"]) if row.get("updated") else day
                kept.off_status = row["status"]
            kept.status = row["status"]
