"""A company's months, one seed: things happen, the tool runs, and what it leaves is held against the calculator every time."""

import copy
import shutil

from bench import Bench, Wrong
from company import Company, stated_tax
from events import Events
from ledger import DAY, Ledger
from money import text, units
from site_reader import Site, snapshot


class Machine:
    def __init__(self, report, templates, folder, seed, months=None):
        self.months = months
        self.seed, self.company = seed, Company(seed)
        self.random, self.events = self.company.random, Events(self.company)
        self.bench = Bench(report, templates, folder, has_twin=seed % 4 == 0)
        self.told, self.day, self.can_withdraw = [], None, []

    def tell(self, text):
        self.told.append(text)

    def run(self):
        """All months of the company. Raises Wrong at the first step that is not as it must be."""
        company, pick = self.company, self.random
        start = company.first
        self.day = start
        for month in range(self.months or pick.randint(3, 5)):
            end = (start + 31 * DAY).replace(day=1)
            company.bill_month(start)
            if not company.bills:
                company.bill(next(iter(company.workspaces)), start, end, "EUR")
            self.finish_drafts()
            self.step(end + pick.randint(4, 8) * DAY, is_monthly=True)
            self.aside()
            if pick.random() < 0.6:
                self.happen()
                self.step(self.day + pick.randint(0, 14) * DAY)
                self.aside()
            if company.rolls and pick.random() < 0.7:
                company.forget()
                self.tell("old exports are gone")
            self.happen()
            start = end
        self.step(self.day + pick.randint(0, 70) * DAY)
        if self.seed % 3 == 0:
            self.look_back()

    def look_back(self):
        """Fresh sites of what is exported at the end, on days on which something happens."""
        company = copy.copy(self.company)
        # With other settings, what is stated may fit nothing, and a note may take back more than there is.
        declares = any(bill.row.get(name) for bill in company.bills.values() for name in ("subtotal", "tax", "total"))
        if company.changed and (declares or company.notes):
            return
        if not company.write(self.bench.exports):
            return
        days = set()
        for document in company.ledger.documents.values():
            days |= {document.issue, *([document.due + DAY] if document.due else [])}
        for payment in company.ledger.payments.values():
            days |= {payment.date, *([payment.off] if payment.off else [])}
        for day in sorted(self.random.sample(sorted(days), min(3, len(days)))):
            self.tell(f"fresh as of {day}")
            bench = copy.copy(self.bench)
            bench.output, bench.former, bench.logged, bench.has_twin = bench.folder / f"fresh-{day}", {}, 0, False
            company.ledger = Ledger()
            company.publish(day)
            summary = bench.writes(
                lambda output: ["generate", "--period", "all", "--as-of", day, *bench.inputs(output)], 0, 2)
            bench.held_against(company, day, summary)

    def happen(self):
        for said in self.events.some(self.day):
            self.tell(said)

    def finish_drafts(self):
        """Some drafts are issued, some change."""
        for bill in self.company.bills.values():
            if bill.row.get("status") == "draft" and bill.is_exported:
                if self.random.random() < 0.6:
                    bill.row["status"] = "open"
                    self.tell(f"{bill.number} is no draft any more")
                elif not any(bill.row.get(name) for name in ("subtotal", "tax", "total", "discount")):
                    bill.rows[0] = dict(service="Compute", amount="12.5")
                for name in ("subtotal", "tax", "total"):
                    bill.row.pop(name, None)
                bill.differs = False

    # Steps that write

    def step(self, day, is_monthly=False):
        company, pick, bench = self.company, self.random, self.bench
        # What was learnt of a later day is there on that day.
        self.day = day
        (bench.folder / "report.yml").write_text(company.yaml())
        if not company.write(bench.exports) or not self.drop_refused(day):
            return
        months = company.selected()
        ways = ["refresh", "all"] + ([months[0]] * 4 if len(months) == 1 else [f"{months[0]}..{months[-1]}"] * 3 if months else [])
        way = pick.choice(ways)
        hold = []
        if pick.random() < 0.1:
            free = sorted(number for number, bill in company.bills.items()
                          if bill.is_exported and not company.is_issued(number) and number not in company.ledger.documents
                          and not any(other.corrects == number for other in company.bills.values()))
            # With nothing else in its month, nothing would be published.
            months_of = [company.bills[number].month for number in free]
            hold = [number for number in free if months_of.count(company.bills[number].month) > 1][:1]
        options = [part for number in hold for part in ("--hold", number)]

        def command(output):
            if way == "refresh":
                return ["refresh", "--as-of", day, *options, *bench.inputs(output)]
            return ["generate", "--period", way, "--as-of", day, *options, *bench.inputs(output)]

        self.tell(f"{way} as of {day}" + (f", holding {hold[0]}" if hold else ""))
        company.publish(day, hold=hold)
        code = 1 if hold else 0
        summary = bench.writes(command, code, pick.choice([1, 2, 4]))
        if pick.random() < 0.3:
            bench.again(command, code)
        bench.verified()
        bench.held_against(company, day, None if way == "refresh" else summary)

    def drop_refused(self, day):
        """What a credit note states may fit nothing that is left: then it is refused by its number, and is not exported again.

        Returns whether anything is exported then."""
        company, bench = self.company, self.bench
        stating = [id for id, row in company.notes.items()
                   if not company.is_issued(id) and stated_tax(row, row["currency"]) is not None]
        if not stating:
            return True
        done = self.looked(["generate", "--dry-run", "--period", "all", "--as-of", day, *bench.inputs(bench.output)])
        refused = [id for id in stating if f"“{id}”" in done.stderr]
        if done.returncode != 65 or not refused:
            bench.expect(done, 0, "credit notes that state what they credit")
            return True
        for id in refused:
            self.tell(f"{id} is refused: it states {stated_tax(company.notes[id], company.notes[id]['currency'])}")
            del company.notes[id]
        return company.write(bench.exports) and self.drop_refused(day)

    def one_workspace(self):
        """A run over one customer, on the site's day: the others stay as they are."""
        company, bench = self.company, self.bench
        billed = {document.workspace for document in company.ledger.documents.values()}
        # The last step may have published nothing: then the site shows an earlier day, and is refused another one.
        if not billed or Site(bench.output).as_of != str(self.day):
            return
        id = self.random.choice(sorted(billed))
        self.tell(f"--workspace {id}")
        company.write(bench.exports)

        def command(output):
            return ["generate", "--period", "all", "--as-of", self.day, "--workspace", id, *bench.inputs(output)]

        company.publish(self.day, only={id})
        summary = bench.writes(command, 0, 2)
        bench.verified()
        bench.held_against(company, self.day)

    def reissue(self):
        """Other words on an issued invoice: refused, and accepted with a reason. Its figures stay, whatever the settings say now."""
        company, bench = self.company, self.bench
        bill = None if company.addressing == "drawn" else self.issued(lambda bill: bill.kind == "invoice")
        if bill is None:
            return
        bill.row[self.random.choice(["purchase_order", "note"])] = f"PO-{self.random.randint(100, 999)}"
        self.tell(f"reissue of {bill.number}")
        company.write(bench.exports)

        def command(output):
            return ["generate", "--period", "all", "--as-of", self.day, "--reissue", "Other words.", *bench.inputs(output)]

        done = self.looked([part for part in command(bench.output) if part not in ("--reissue", "Other words.")])
        bench.expect(done, 65, "other words without --reissue")
        before = Site(bench.output).records[bill.number]
        company.publish(self.day)
        summary = bench.writes(command, 0, 2)
        bench.verified()
        bench.held_against(company, self.day, summary)
        after = Site(bench.output).records[bill.number]
        if before["issued_sha256"] == after["issued_sha256"]:
            raise Wrong(f"{bill.number} is reissued, and its content is the former")

    def withdraw(self):
        """Takes back an invoice that nothing refers to; some come again with other amounts."""
        company, bench = self.company, self.bench
        spoken = {row["invoice_number"] for rows in company.payments.values() for row in rows}
        spoken |= {row["invoice_number"] for row in company.notes.values()}
        spoken |= {bill.corrects for bill in company.bills.values()}
        bill = self.issued(lambda bill: bill.kind == "invoice" and bill.number not in spoken)
        if bill is None:
            return
        self.tell(f"withdraw {bill.number}")

        def command(output):
            return ["withdraw", bill.number, "--reason", "By mistake.", "--as-of", self.day, "--output", output,
                    "--config", bench.folder / "report.yml", *bench.with_templates()]

        del company.ledger.documents[bill.number]
        bench.writes(command, 0, 2)
        bench.verified()
        bench.held_against(company, self.day)
        for name in ("subtotal", "tax", "total"):
            bill.row.pop(name, None)
        bill.differs = False
        if self.random.random() < 0.5 and not bill.row.get("discount"):
            bill.rows[0] = dict(service="Compute", amount="31.25")

    # Steps that write nothing

    def aside(self):
        """Now and then a look, or something that must be refused."""
        pick, bench = self.random, self.bench
        if pick.random() < 0.65:
            return
        pick.choice([self.one_workspace] * 3 + [
            self.check, self.preview, self.dry_run, self.archive, self.refused, self.refused, self.reissue, self.withdraw])()

    def check(self):
        self.tell("check")
        done = self.looked(["check", "--period", "all", "--as-of", self.day, *self.bench.inputs(self.bench.output)])
        if done.returncode not in (0, 1):
            raise Wrong(f"check ends with {done.returncode}: {done.stderr[-800:]}")

    def dry_run(self):
        self.tell("--dry-run")
        done = self.looked(["generate", "--dry-run", "--period", "all", "--as-of", self.day + 10 * DAY,
                            *self.bench.inputs(self.bench.output)])
        self.bench.expect(done, 0, "--dry-run")

    def looked(self, command):
        before = snapshot(self.bench.folder)
        done = self.bench.run(*command)
        self.bench.untouched(before, " ".join(map(str, command[:4])))
        return done

    def preview(self):
        self.tell("--preview")
        before = snapshot(self.bench.output)
        done = self.bench.run("generate", "--preview", "--period", "all", "--as-of", self.day - 20 * DAY,
                              *self.bench.inputs(self.bench.output))
        self.bench.expect(done, 0, "--preview")
        if snapshot(self.bench.output) != before:
            raise Wrong("--preview touches the site")
        shutil.rmtree(self.bench.folder / "preview", ignore_errors=True)

    def archive(self):
        self.tell("archive")
        before = snapshot(self.bench.output)
        first = self.bench.run("archive", "--period", "all", "--output", self.bench.output, "--json")
        self.bench.expect(first, 0, "archive")
        if snapshot(self.bench.output) != before:
            raise Wrong("archive touches the site")
        zips = snapshot(self.bench.folder / "archive")
        self.bench.expect(self.bench.run("archive", "--period", "all", "--output", self.bench.output), 0, "archive again")
        if snapshot(self.bench.folder / "archive") != zips:
            raise Wrong("archive again writes again")
        shutil.rmtree(self.bench.folder / "archive")

    def refused(self):
        """Exports that must be refused, and leave everything as it was."""
        company, bench = self.company, self.bench
        kinds = [
            self.changed_amount, self.changed_due, self.other_payment, self.note_over_total, self.note_before, self.earlier]
        if company.config["void"] == "refuse":
            kinds.append(self.becomes_void)
        change = self.random.choice(kinds)()
        if change is None:
            return
        said, undo, code, day = change
        self.tell(f"refused: {said}")
        if company.write(bench.exports):
            done = self.looked(["generate", "--period", "all", "--as-of", day, *bench.inputs(bench.output)])
            bench.expect(done, code, f"what must be refused ({said})")
        undo()
        company.write(bench.exports)

    def issued(self, wanted=lambda bill: True):
        found = [bill for number, bill in sorted(self.company.bills.items())
                 if bill.is_exported and number in self.company.ledger.documents
                 and self.company.ledger.documents[number].state == "open" and wanted(bill)]
        return self.random.choice(found) if found else None

    def changed_amount(self):
        bill = self.issued(lambda bill: bill.rows)
        if bill is None:
            return None
        row, former = bill.rows[0], dict(bill.rows[0])
        row["amount"] = "77777"

        def undo():
            bill.rows[0] = former
        return f"another amount on {bill.number}", undo, 65, self.day

    def changed_due(self):
        bill = self.issued(lambda bill: bill.row.get("due_date"))
        if bill is None:
            return None
        former = bill.row["due_date"]
        bill.row["due_date"] = (bill.due + DAY).isoformat()

        def undo():
            bill.row["due_date"] = former
        return f"another due date on {bill.number}", undo, 65, self.day

    def other_payment(self):
        """A kept payment with another amount."""
        company = self.company
        ids = [id for id in sorted(company.payments) if id in company.ledger.payments and id not in company.gone]
        if not ids:
            return None
        row = self.random.choice([company.payments[id] for id in ids])[0]
        former = row["amount"]
        row["amount"] = text(int(units(former, row["currency"])) + 1, row["currency"])

        def undo():
            row["amount"] = former
        return f"another amount of {row['payment_id']}", undo, 65, self.day

    def becomes_void(self):
        if self.company.addressing == "drawn":
            return None
        bill = self.issued(lambda bill: bill.kind == "invoice")
        if bill is None:
            return None
        former = bill.row.get("status", "")
        bill.row["status"] = "void"

        def undo():
            bill.row["status"] = former
        return f"{bill.number} becomes void", undo, 65, self.day

    def noted(self, amount, day):
        company = self.company
        found = self.events.open(self.day)
        if not found:
            return None
        document, record = self.random.choice(found)
        id = self.events.id("CN-")
        company.notes[id] = dict(
            credit_note_number=id, invoice_number=document.number, workspace_id=document.workspace,
            issue_date=day(document).isoformat(), amount=text(amount(record), document.currency), currency=document.currency)

        def undo():
            del company.notes[id]
        return id, undo

    def note_over_total(self):
        found = self.noted(lambda record: record["total"] - record["credited"] + 1, lambda document: self.day)
        return found and (f"{found[0]} is over the total", found[1], 65, self.day)

    def note_before(self):
        found = self.noted(lambda record: 1, lambda document: document.issue - DAY)
        return found and (f"{found[0]} is before its invoice", found[1], 65, self.day)

    def earlier(self):
        return "an as-of before the site's", lambda: None, 64, self.day - DAY
