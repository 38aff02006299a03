"""What happens to a company's invoices between two runs: payments, refunds, credit notes, and what is learnt late."""

import datetime
from fractions import Fraction

from bill import draw_up
from company import Bill
from ledger import DAY
from money import rounded, text, units


class Events:
    """Adds rows to a company's exports; says in a few words what it did."""

    def __init__(self, company):
        self.company, self.random = company, company.random
        self.count = 0

    def some(self, day):
        """A few things that happened up to a day."""
        kinds = [self.pay] * 6 + [self.pay_on_account, self.refund, self.credit, self.note, self.note, self.move_on, self.move_on]
        kinds += [self.change, self.pay_early]
        kinds.append(self.note_document)
        if self.company.config["void"] == "allow":
            kinds.append(self.void)
        kinds += [self.win_back, self.write_off, self.uncollectible, self.pay_several, self.pay_several, self.divide]
        done = [self.random.choice(kinds)(day) for _ in range(self.random.randint(1, 6))]
        return [said for said in done if said]

    def id(self, prefix="p"):
        self.count += 1
        return f"{prefix}{self.count:03d}"

    def since(self, first, day):
        """A day from the first on; seldom one after as-of, which does not count yet."""
        if self.random.random() < 0.07:
            return day + self.random.randint(1, 20) * DAY
        return first + self.random.randint(0, max(0, (day - first).days)) * DAY

    def open(self, day, wanted=lambda record: True):
        """The records of issued invoices that fit, as the ledger has them."""
        ledger, bills = self.company.ledger, self.company.bills
        found = []
        for number, document in sorted(ledger.documents.items()):
            if document.kind == "invoice" and ledger.is_live(document, day) and bills[number].row.get("status") != "void":
                record = ledger.record(number, day)
                if wanted(record):
                    found.append((document, record))
        return found

    def part(self, whole):
        pick = self.random
        return whole if whole <= 1 or pick.random() < 0.5 else pick.randint(1, whole)

    def row(self, document, amount, date, status, type=None, **more):
        pick = self.random
        date_text = date.isoformat() + (pick.choice(["T00:00:00Z", "T23:59:59Z", " 12:30:00"]) if pick.random() < 0.1 else "")
        row = dict(payment_id=self.id(), invoice_number=document.number, workspace_id=document.workspace, date=date_text,
                   amount=text(amount, document.currency), currency=document.currency, status=status)
        if type or pick.random() < 0.3:
            row["type"] = type or "payment"
        if pick.random() < 0.4:
            row["method"] = pick.choice(["Card", "Wire", "SEPA, direct"])
        row.update(more)
        self.company.payments[row["payment_id"]] = [row]
        return row

    def pay(self, day):
        found = self.open(day, lambda record: record["due"])
        if not found:
            return None
        document, record = self.random.choice(found)
        status = self.random.choice(["succeeded"] * 5 + ["processing"] * 3 + ["failed"] * 2 + ["canceled", "refunded"])
        amount = self.part(record["due"])
        if self.random.random() < 0.05:
            amount = record["due"] + self.random.randint(1, 500)
        row = self.row(document, amount, self.since(document.issue, day), status)
        return f"{row['payment_id']} {status} {row['amount']} {document.currency} for {document.number} on {row['date']}"

    def pay_early(self, day):
        """A payment for an invoice that is not there yet, or never will be: money on account until then."""
        company, pick = self.company, self.random
        id = pick.choice(list(company.workspaces))
        currency = company.workspaces[id]["currency"]
        if company.addressing == "drawn":
            number = f"INV-{(day.replace(day=1) + 31 * DAY):%Y-%m}-{id}"
        else:
            number = company.reserved.setdefault(id, company.reserved.get(id) or company.next_number())
        row = dict(payment_id=self.id(), invoice_number=number, workspace_id=id, date=day.isoformat(),
                   amount=text(pick.randint(1, 20000), currency), currency=currency, status=pick.choice(["succeeded", "processing"]))
        company.payments[row["payment_id"]] = [row]
        return f"{row['payment_id']} {row['status']} {row['amount']} {currency} for {number}, which is not there"

    def pay_several(self, day):
        found = self.open(day, lambda record: record["due"])
        if not found:
            return None
        first = self.random.choice(found)[0]
        chosen = [(document, record) for document, record in found if document.currency == first.currency]
        chosen = self.random.sample(chosen, min(len(chosen), self.random.choice([2, 2, 3])))
        date = max(self.since(document.issue, day) for document, _ in chosen)
        status, id, rows = self.random.choice(["succeeded", "succeeded", "processing", "failed"]), self.id("m"), []
        for document, record in chosen:
            rows.append(dict(payment_id=id, invoice_number=document.number, workspace_id=document.workspace, date=date.isoformat(),
                             amount=text(self.part(record["due"]), document.currency), currency=document.currency, status=status))
        if self.random.random() < 0.4:
            rows.append(dict(payment_id=id, invoice_number="", workspace_id=first.workspace, date=date.isoformat(),
                             amount=text(self.random.randint(1, 900), first.currency), currency=first.currency, status=status))
        self.company.payments[id] = rows
        return f"{id} {status} for " + " ".join(f"{row['invoice_number'] or '-'}:{row['amount']}" for row in rows)

    def divide(self, day):
        """A kept payment is divided anew: its sum stays."""
        company = self.company
        found = [id for id, rows in sorted(company.payments.items())
                 if id in company.ledger.payments and (rows[0].get("type") or "payment") == "payment"]
        if not found:
            return None
        id = self.random.choice(found)
        rows = company.payments[id]
        whole = sum(int(units(row["amount"], row["currency"])) for row in rows)
        open = [document for document, _ in self.open(day) if document.currency == rows[0]["currency"]]
        if whole < 2 or not open:
            return None
        chosen = self.random.sample(open, min(len(open), self.random.choice([1, 2])))
        cut = self.random.randint(1, whole - 1)
        amounts = [cut, whole - cut] if len(chosen) == 2 or self.random.random() < 0.5 else [whole]
        base, fresh = {name: value for name, value in rows[0].items() if name not in ("invoice_number", "workspace_id", "amount")}, []
        for position, amount in enumerate(amounts):
            document = chosen[min(position, len(chosen) - 1)]
            number = document.number if position < len(chosen) else ""
            fresh.append({**base, "invoice_number": number, "workspace_id": document.workspace,
                          "amount": text(amount, document.currency)})
        company.payments[id] = fresh
        company.gone.discard(id)
        return f"{id} is divided anew: " + " ".join(f"{row['invoice_number'] or '-'}:{row['amount']}" for row in fresh)

    def void(self, day):
        company = self.company
        noted = {row["invoice_number"] for row in company.notes.values()}
        found = [document for document, record in self.open(day) if company.bills[document.number].is_exported
                 and company.addressing == "number" and not record["credited"] and document.number not in noted]
        if not found:
            return None
        document = self.random.choice(found)
        company.bills[document.number].row["status"] = "void"
        return f"{document.number} is void"

    def pay_on_account(self, day):
        found = self.open(day)
        if not found:
            return None
        document = self.random.choice(found)[0]
        row = self.row(document, self.random.randint(100, 90000), self.since(document.issue, day),
                       self.random.choice(["succeeded", "succeeded", "processing"]))
        row["invoice_number"] = ""
        return f"{row['payment_id']} {row['status']} {row['amount']} {document.currency} on account of {document.workspace}"

    def refund(self, day):
        found = self.open(day, lambda record: record["paid"] > 0)
        if not found:
            return None
        document, record = self.random.choice(found)
        type = self.random.choice(["refund", "refund", "chargeback"])
        status = self.random.choice(["succeeded"] * 4 + ["processing", "failed"])
        row = self.row(document, self.part(record["paid"]), self.since(document.issue, day), status, type)
        return f"{row['payment_id']} {type} {status} {row['amount']} for {document.number}"

    def win_back(self, day):
        ledger = self.company.ledger
        back = [payment for payment in ledger.payments.values()
                if payment.type == "chargeback" and payment.status_on(day) == "succeeded" and None not in payment.parts]
        if not back:
            return None
        payment = self.random.choice(back)
        number = next(iter(payment.parts))
        sums = ledger.sums(number, day)[0]
        left = min(payment.parts[number], sums["chargebacks"] - sums["reversals"])
        taken = any(row[0].get("type") == "chargeback_reversal" and row[0]["invoice_number"] == number
                    for row in self.company.payments.values())
        if left <= 0 or taken:
            return None
        row = self.row(ledger.documents[number], self.part(left), self.since(payment.date, day), "succeeded", "chargeback_reversal")
        return f"{row['payment_id']} wins back {row['amount']} for {number}"

    def write_off(self, day):
        found = self.open(day, lambda record: record["due"])
        if not found:
            return None
        document, record = self.random.choice(found)
        row = self.row(document, self.part(record["due"]), self.since(document.issue, day), "succeeded", "write_off")
        return f"{row['payment_id']} writes off {row['amount']} for {document.number}"

    def uncollectible(self, day):
        company = self.company
        found = [document for document, record in self.open(day, lambda record: record["due"])
                 if company.bills[document.number].is_exported and company.addressing != "drawn"]
        if not found:
            return None
        document = self.random.choice(found)
        company.bills[document.number].row["status"] = "uncollectible"
        return f"{document.number} is uncollectible"

    def credit(self, day):
        accounts = self.company.ledger.account(day)
        used = {row[0]["workspace_id"] for id, row in self.company.payments.items()
                if row[0].get("type") == "credit" and id not in self.company.ledger.payments}
        found = [(document, record, accounts[document.workspace, document.currency]["on_account"])
                 for document, record in self.open(day, lambda record: record["due"])
                 if accounts[document.workspace, document.currency]["on_account"] > 0 and document.workspace not in used]
        if not found:
            return None
        document, record, on_account = self.random.choice(found)
        row = self.row(document, self.part(min(record["due"], on_account)), day, "succeeded", "credit")
        return f"{row['payment_id']} moves {row['amount']} from the account to {document.number}"

    def note(self, day):
        found = self.open(day, lambda record: record["total"] > record["credited"])
        pending = {row["invoice_number"] for id, row in self.company.notes.items() if not self.company.is_issued(id)}
        documents = {bill.corrects for bill in self.company.bills.values()}
        found = [pair for pair in found if pair[0].number not in pending | documents and pair[0].issue <= day]
        if not found:
            return None
        document, record = self.random.choice(found)
        left, rows = record["total"] - record["credited"], []
        for _ in range(self.random.choice([1, 1, 2, 3])):
            if left <= 0:
                break
            amount = self.part(left)
            if self.random.random() < 0.2 and record["credited"] == 0:
                # One rate's lines with their tax.
                tax = self.random.choice(document.figures.taxes or [(None, None, None, None, 0)])
                amount = sum(line.net for line in document.figures.lines if line.taxes == (tax[:3],)) + tax[-1]
                amount = amount if 0 < amount <= left else left
            left -= amount
            issue = document.issue + self.random.randint(0, (day - document.issue).days) * DAY
            if self.random.random() < 0.1:
                issue = day + self.random.randint(1, 20) * DAY
            row = dict(credit_note_number=self.id("CN-"), invoice_number=document.number, workspace_id=document.workspace,
                       issue_date=issue.isoformat(), amount=text(amount, document.currency), currency=document.currency,
                       reason=self.random.choice(["", "Outage, 3 days"]))
            self.state(row, document, amount)
            self.company.notes[row["credit_note_number"]] = row
            rows.append(row)
        return " and ".join(f"{row['credit_note_number']} credits {row['amount']} of {document.number}" for row in rows)

    def state(self, row, document, amount):
        """Some credit notes state their tax, their rate or their service."""
        pick, figures = self.random, document.figures
        if pick.random() < 0.3 and figures.taxes and not figures.given:
            tax = pick.choice(figures.taxes)
            lines = [line for line in figures.lines if line.taxes and line.taxes == (tax[:3],)]
            whole = sum(line.net for line in lines) + tax[-1]
            if len(figures.taxes) == 1 and len(lines) == len(figures.lines):
                row["tax"] = text(rounded(Fraction(amount * tax[-1], figures.total)), document.currency)
            elif lines and tax[-1] > 0 and 0 < whole == amount:
                row["tax"] = text(tax[-1], document.currency)
        elif pick.random() < 0.3:
            row["service"] = pick.choice(figures.lines).service

    def note_document(self, day):
        """A credit note that the invoices export lists, with lines of its own."""
        company = self.company
        if company.addressing == "drawn":
            return None
        noted = {row["invoice_number"] for row in company.notes.values()} | {bill.corrects for bill in company.bills.values()}
        found = [pair for pair in self.open(day, lambda record: record["total"] > record["credited"])
                 if pair[0].number not in noted and pair[0].issue <= day]
        if not found:
            return None
        document, record = self.random.choice(found)
        issue = document.issue + self.random.randint(0, (day - document.issue).days) * DAY
        number = self.id("CNI-")
        row = dict(invoice_number=number, workspace_id=document.workspace, currency=document.currency, document_type="credit_note",
                   corrects=document.number, issue_date=issue.isoformat(), billing_period=f"{issue:%Y-%m}")
        start = issue.replace(day=1)
        bill = Bill(number, document.workspace, row, [dict(service="Compute", amount=text(max(1, record["total"] // 3), document.currency))],
                    start, (start + 31 * DAY).replace(day=1), issue, None, document.currency, "credit_note", document.number)
        if company.figures(bill).total > record["total"] - record["credited"]:
            return None
        company.bills[number] = bill
        return f"{number} is a document that credits {document.number}"

    def move_on(self, day):
        """A payment that was under way is done; one that was done is called off."""
        company, moves = self.company, []
        for id, rows in sorted(company.payments.items()):
            if id in company.gone and not company.rolls:
                continue
            kept = company.ledger.payments.get(id)
            if kept is None or kept.off is not None:
                continue
            kind = rows[0].get("type") or "payment"
            if kept.status == "processing":
                moves.append((id, ["succeeded", "succeeded", "failed", "canceled"]))
            elif kept.status == "succeeded" and kind == "payment":
                moves.append((id, ["refunded", "failed"]))
        if not moves:
            return None
        id, states = self.random.choice(moves)
        status = self.random.choice(states)
        company.gone.discard(id)
        before = company.payments[id][0]["status"]
        for row in company.payments[id]:
            row["status"] = status
        if before == "succeeded" and self.random.random() < 0.5:
            first = company.ledger.payments[id].date
            updated = first + self.random.randint(0, max(0, (day - first).days)) * DAY
            for row in company.payments[id]:
                row["updated"] = updated.isoformat()
        return f"{id} is {before}, then {status}" + (f" on {row['updated']}" if row.get("updated") else "")

    def change(self, day):
        pick = self.random
        if pick.random() < 0.5:
            return self.company.change_settings()
        if self.company.has_workspaces:
            return self.company.change_workspace()
        return None
