"""What is known of a company's documents and payments, and what each document's record must say as of a day."""

import datetime
from dataclasses import dataclass, field

from bill import Figures
from money import over, text

DAY = datetime.timedelta(days=1)
RANKS = {"failed": 0, "processing": 1, "succeeded": 2, "refunded": 2}


@dataclass
class Document:
    number: str
    kind: str
    corrects: str | None
    workspace: str
    name: str
    start: datetime.date | None
    end: datetime.date | None
    issue: datetime.date
    due: datetime.date | None
    currency: str
    figures: Figures
    state: str
    month: str
    declared_differs: bool = False
    country: str | None = None
    tax_point: datetime.date | None = None
    uncollectible: bool = False
    # The day an issued document was learnt to be void.
    void_since: datetime.date | None = None


@dataclass
class Payment:
    """A payment as it is kept: `parts` are amounts by invoice number, None for money on account."""
    id: str
    type: str
    status: str
    date: datetime.date
    currency: str
    parts: dict
    workspaces: dict
    # The day from which it counts no longer, where it was taken in as succeeded.
    off: datetime.date | None = None
    off_status: str | None = None

    def status_on(self, day):
        """Its status as of a day; None before its date."""
        if self.date > day:
            return None
        if self.off is not None:
            return self.off_status if self.off <= day else "succeeded"
        return self.status


@dataclass
class Ledger:
    """What a site keeps: documents by number, payments by id."""
    as_of: datetime.date | None = None
    documents: dict = field(default_factory=dict)
    payments: dict = field(default_factory=dict)

    def is_live(self, document, day):
        """Whether money is owed for a document, or taken for it: not for drafts and void ones, nor before its issue."""
        if document.state in ("void", "draft"):
            return False
        return not (document.state == "scheduled")

    def credited(self, number, day):
        return sum(note.figures.total for note in self.notes_of(number, day))

    def notes_of(self, number, day):
        return [note for note in self.documents.values() if (note.corrects == number and note.kind == "credit_note" and note.state == "open" and note.issue <= day)]

    def sums(self, number, day):
        """What the payments for an invoice come to as of a day."""
        found = dict(received=0, applied=0, refunds=0, chargebacks=0, reversals=0, write_offs=0, pending=0)
        latest, returned = None, False
        for payment in self.payments.values():
            amount, status = payment.parts.get(number), payment.status_on(day)
            if amount is None or status is None:
                continue
            if status == "succeeded":
                kind = {"payment": "received", "credit": "applied", "refund": "refunds", "chargeback": "chargebacks",
                        "chargeback_reversal": "reversals", "write_off": "write_offs"}[payment.type]
                found[kind] += amount
            if payment.type == "payment":
                if status == "processing":
                    found["pending"] += amount
                if status == "refunded":
                    returned = True
                if status != "canceled":
                    attempt = (payment.date, RANKS[status], status)
                    latest = max(latest or attempt, attempt)
        return found, latest and latest[2], returned

    def record(self, number, day):
        """What a document's record must say, with amounts in minor units."""
        document = self.documents[number]
        figures = document.figures
        record = dict(
            invoice_number=number, document_type=document.kind, corrects=document.corrects, workspace_id=document.workspace,
            workspace_name=document.name, issue_date=document.issue, due_date=document.due, currency=document.currency,
            billing_period_start=document.start, billing_period_end=document.end, tax_point=document.tax_point,
            tax_country=document.country,
            services=len(figures.services()), lines=len(figures.lines), usage_rows=figures.usage_rows,
            subtotal=figures.subtotal, discount=figures.discount, tax=figures.tax, total=figures.total,
            credited=0, paid=0, written_off=0, pending=0, refunded=0, due=0, credit=0)
        flags = set()
        if document.declared_differs:
            flags.add("declared_differs")
        if document.kind == "credit_note":
            record["status"] = "void" if document.state == "void" else "draft" if document.state == "draft" else (
                "scheduled" if document.state == "scheduled" else "issued")
        elif document.state == "void":
            # Payments for it are kept, and not applied.
            record["status"] = "void"
        else:
            self.settle(record, flags, document, day)
        record["flags"] = flags
        record["state_since"] = self.since(document, record, day)
        return record

    def since(self, document, record, day):
        """The day of the latest event that made the present state."""
        days = [document.issue]
        if document.state == "void" and document.void_since:
            days.append(document.void_since)
        if document.kind == "invoice" and document.state != "void":
            days += [note.issue for note in self.notes_of(document.number, day)]
            for payment in self.payments.values():
                if document.number in payment.parts and payment.status_on(day) is not None:
                    days.append(payment.date)
                    if payment.off is not None and payment.off <= day:
                        days.append(payment.off)
            if "overdue" in record["flags"]:
                days.append(document.due + DAY)
            if document.uncollectible and record["written_off"]:
                days.append(self.uncollectible_since(document, day))
        return max((one for one in days if one <= day), default=None)

    def uncollectible_since(self, document, day):
        """The latest of issue, due date and last payment."""
        paid = [payment.date for payment in self.payments.values() if document.number in payment.parts and payment.date <= day]
        return max([document.issue, *paid] + ([document.due] if document.due else []))

    def settle(self, record, flags, document, day):
        found, latest, returned = self.sums(document.number, day)
        credited = self.credited(document.number, day)
        back = found["refunds"] + found["chargebacks"] - found["reversals"]
        paid = found["received"] + found["applied"] - back
        balance = document.figures.total - credited - paid
        due, pending = max(0, balance), found["pending"]
        is_live = self.is_live(document, day)
        record.update(credited=credited, paid=paid, pending=pending, refunded=back, due=due, credit=max(0, -balance))
        if not is_live:
            # What was paid for it is shown on it, and is money on account.
            due = record["due"] = record["credit"] = 0
            record["status"] = document.state
        elif balance <= 0:
            record["status"] = "paid"
        elif pending >= balance:
            record["status"] = "processing"
        else:
            record["status"] = "failed" if latest == "failed" else "due"
        written_off = min(due, found["write_offs"])
        if document.uncollectible and self.uncollectible_since(document, day) <= day:
            written_off = due
        record["written_off"] = written_off
        if due and document.due and document.due < day and pending < due:
            flags.add("overdue")
        if due and paid > 0:
            flags.add("partially_paid")
        if pending:
            flags.add("pending")
        if back > 0 or returned:
            flags.add("refunded")
        if found["chargebacks"] > found["reversals"]:
            flags.add("disputed")
        if credited:
            flags.add("credited")
        if record["credit"] and paid > 0:
            flags.add("overpaid")
        if written_off:
            flags.add("written_off")

    def account(self, day, since=None):
        """Statements by (workspace, currency): what was invoiced, credited, received and refunded, and what is open by age.

        With a day to begin with, what moved before it is the opening balance.
        """
        accounts = {}
        signs = {"invoiced": 1, "credited": -1, "received": -1, "refunded": 1}

        def moves(account, name, date, amount):
            if since and date < since:
                account["opening"] += signs[name] * amount
            else:
                account[name] += amount

        def of(workspace, currency):
            return accounts.setdefault((workspace, currency), dict(
                opening=0, invoiced=0, credited=0, received=0, refunded=0, due=0, current=0, days_1_30=0, days_31_60=0, days_61_90=0,
                days_over_90=0))

        for number, document in self.documents.items():
            if document.kind != "invoice" or not self.is_live(document, day):
                continue
            record = self.record(number, day)
            account = of(document.workspace, document.currency)
            moves(account, "invoiced", document.issue, record["total"])
            for note in self.notes_of(number, day):
                moves(account, "credited", note.issue, note.figures.total)
            account["due"] += record["due"]
            late = (day - document.due).days if document.due else 0
            age = ("current" if late <= 0 else "days_1_30" if late <= 30 else "days_31_60" if late <= 60
                   else "days_61_90" if late <= 90 else "days_over_90")
            account[age] += record["due"]
        for payment in self.payments.values():
            status = payment.status_on(day)
            # What was taken in and given back leaves two movements.
            both = payment.off is not None and payment.off <= day
            if status != "succeeded" and not both or payment.type in ("credit", "write_off"):
                continue
            for number, amount in payment.parts.items():
                account = of(payment.workspaces[number], payment.currency)
                if payment.type == "payment":
                    moves(account, "received", payment.date, amount)
                    if both:
                        moves(account, "refunded", payment.off, amount)
                elif not both:
                    moves(account, "refunded", payment.date, -amount if payment.type == "chargeback_reversal" else amount)
        for account in accounts.values():
            account["closing"] = account["opening"] + account["invoiced"] - account["credited"] - account["received"] + account["refunded"]
            account["on_account"] = account["due"] - account["closing"]
        return accounts


def note_figures(invoice, amount, earlier, mode, stated=None):
    """A credit note's figures: its amount over what is not credited yet of each net and each tax of its invoice.

    One that states its tax, or whose invoice has such a one already, is `free`: how it is spread over lines is left open. `stated`
    is the tax it states, True where it states a rate or a service alone.
    """
    if stated is not None or any(note.free for note in earlier):
        figures = Figures(invoice.currency, mode, total=amount)
        figures.parts, figures.free, figures.stated = None, True, stated
        if stated is not None and stated is not True:
            figures.tax, figures.subtotal = stated, amount - stated
        return figures
    nets = [line.net for line in invoice.lines]
    taxes = [tax[-1] for tax in invoice.taxes]
    for note in earlier:
        nets = [left - part for left, part in zip(nets, note.parts[0])]
        taxes = [left - part for left, part in zip(taxes, note.parts[1])]
    shares = over(amount, nets + taxes, mode)
    parts = shares[:len(nets)], shares[len(nets):]
    figures = Figures(invoice.currency, mode, usage_rows=0, subtotal=sum(parts[0]), tax=sum(parts[1]), total=amount)
    figures.parts, figures.free, figures.stated = parts, False, None
    for position, tax in enumerate(invoice.taxes):
        base = None if tax[3] is None else sum(
            share for share, line in zip(parts[0], invoice.lines) if line.taxes and tax[:3] in line.taxes)
        figures.taxes.append((*tax[:3], base, parts[1][position]))
    return figures


def printed(record):
    """A record's amounts as text, its days and flags as they are written."""
    amounts = ("subtotal", "discount", "tax", "total", "credited", "paid", "written_off", "pending", "refunded", "due", "credit")
    said = dict(record)
    for name in amounts:
        said[name] = text(record[name], record["currency"])
    for name, value in said.items():
        if isinstance(value, datetime.date):
            said[name] = value.isoformat()
    return said
