"""What an invoice comes to: lines, discounts, taxes and total, from its rows and the settings of the day it is issued."""

from dataclasses import dataclass, field
from fractions import Fraction

from money import apportion, over, rounded, units

GROUPS = ("service", "description", "unit", "unit_price", "tax")


@dataclass
class Line:
    service: str
    key: tuple
    taxes: tuple | None
    exact: Fraction = Fraction(0)
    off: Fraction = Fraction(0)
    rows: int = 0
    gross: int = 0
    discount: int = 0
    net: int = 0


@dataclass
class Figures:
    """A document's content in minor units. `taxes` are (name, category, rate, taxable, amount)."""
    currency: str
    mode: str
    lines: list = field(default_factory=list)
    taxes: list = field(default_factory=list)
    usage_rows: int = 0
    subtotal: int = 0
    discount: int = 0
    tax: int = 0
    total: int = 0
    given: bool = False

    def services(self):
        sums = {}
        for line in self.lines:
            sums[line.service] = sums.get(line.service, 0) + line.net
        return sums


def rate(said):
    """0.19 or 19%."""
    return Fraction(said[:-1]) / 100 if said.endswith("%") else Fraction(said)


def taxes_of(said, config):
    """The taxes of a row, an invoice or a workspace as (name, category, rate); None where it states none."""
    if said.get("tax_code"):
        return tuple((tax["name"], tax.get("category"), rate(tax["rate"])) for tax in config["codes"][said["tax_code"]])
    if said.get("tax_rate"):
        return (("Tax", None, rate(said["tax_rate"])),)
    return None


def default_taxes(config):
    said = config.get("default")
    if not said:
        return None
    return taxes_of({"tax_code": said} if said in config["codes"] else {"tax_rate": said}, config)


def exact_amount(row):
    return Fraction(row["amount"]) if row.get("amount") else Fraction(row["quantity"]) * Fraction(row["unit_price"])


def own_dates(bill, row):
    """The dates of a row whose own period is not within its invoice's; nothing where it is."""
    first, last = row.get("charge_period_start"), row.get("charge_period_end")
    start, end = period(bill)
    return (first, last) if first and last and start and not (start <= first and last <= end) else (None, None)


def period(bill):
    """A bill's stated period as text, its end exclusive."""
    if bill.get("billing_period"):
        year, month = map(int, bill["billing_period"].split("-"))
        return f"{year:04d}-{month:02d}-01", f"{year + month // 12:04d}-{month % 12 + 1:02d}-01"
    return bill.get("billing_period_start"), bill.get("billing_period_end")


def order(said):
    """Text by its bytes, absent first."""
    return (0, b"") if not said else (1, said.encode())


def draw_up(bill, rows, workspace, config):
    """The figures of an invoice from its row, its usage rows, its workspace's row and the configuration."""
    currency, mode = bill["currency"], config["rounding_mode"]
    figures = Figures(currency, mode, usage_rows=len(rows))
    given = {}
    groups = {}
    for position, row in enumerate(rows):
        if row.get("charge_category") == "Tax":
            said = taxes_of(row, config)
            name = (row.get("description") or row["service"], None, said[0][2] if said else None)
            given[name] = given.get(name, Fraction(0)) + units(exact_amount(row), currency)
            continue
        taxes = next((found for found in (taxes_of(where, config) for where in (row, bill, workspace)) if found is not None),
                     default_taxes(config))
        own = own_dates(bill, row)
        price = Fraction(row["unit_price"]) if row.get("unit_price") else None
        values = {"service": order(row["service"]), "description": order(row.get("description")), "unit": order(row.get("unit")),
                  "unit_price": (0, Fraction(0)) if price is None else (1, price), "resource": order(row.get("resource"))}
        if config["group_by"] == ["row"]:
            key = (position,)
        else:
            key = tuple(values[name] for name in config["group_by"] if name != "tax")
        key += (taxes, own)
        line = groups.get(key)
        if line is None:
            first = tuple(values[name] for name in ("service", "description", "unit", "unit_price"))
            line = groups[key] = Line(row["service"], first, taxes)
        line.exact += units(exact_amount(row), currency)
        line.off += units(row.get("discount") or 0, currency)
        line.rows += 1
    figures.lines = list(groups.values())
    figures.lines.sort(key=lambda line: line.key)
    lines = figures.lines

    if config["rounding"] == "document":
        grosses = [line.exact for line in lines]
        offs = [line.off for line in lines]
        for line, gross in zip(lines, apportion(rounded(sum(grosses), mode), grosses, mode)):
            line.gross = gross
        for line, off in zip(lines, apportion(rounded(sum(offs), mode), offs, mode)):
            line.discount = off
    else:
        for line in lines:
            line.gross, line.discount = rounded(line.exact, mode), rounded(line.off, mode)
    for line in lines:
        line.net = line.gross - line.discount
    if bill.get("discount"):
        said = bill["discount"]
        whole = rounded(sum(line.net for line in lines) * rate(said), mode) if said.endswith("%") else rounded(units(said, currency), mode)
        for line, share in zip(lines, over(whole, [line.gross for line in lines], mode)):
            line.discount += share
            line.net -= share

    if given:
        figures.given = True
        figures.taxes = [(*name, None, rounded(amount, mode)) for name, amount in given.items()]
        if config["prices"] == "inclusive":
            # The gross holds here as well: the tax that is given is in it.
            grosses = [line.net for line in lines]
            for line, share in zip(lines, over(sum(grosses) - sum(tax[-1] for tax in figures.taxes), grosses, mode)):
                line.net = share
    else:
        figures.taxes = taxed(lines, config, mode)
    figures.discount = sum(line.discount for line in lines)
    figures.subtotal = sum(line.net for line in lines)
    figures.tax = sum(tax[-1] for tax in figures.taxes)
    figures.total = figures.subtotal + figures.tax
    return figures


def taxed(lines, config, mode):
    """The taxes of lines by (name, category, rate); inclusive prices turn the lines' grosses into nets."""
    bases, amounts = {}, {}

    def add(tax, base, amount):
        bases[tax] = bases.get(tax, 0) + base
        amounts[tax] = amounts.get(tax, 0) + amount

    if config["prices"] == "inclusive":
        codes = {}
        for line in lines:
            if line.taxes:
                codes.setdefault(line.taxes, []).append(line)
        for taxes, members in codes.items():
            whole = 1 + sum(tax[2] for tax in taxes)
            for part in ([[member] for member in members] if config["per_line"] else [members]):
                gross = sum(line.net for line in part)
                found = [(tax, rounded(gross * tax[2] / whole, mode)) for tax in taxes]
                net = gross - sum(amount for _, amount in found)
                for tax, amount in found:
                    add(tax, net, amount)
                for line, share in zip(part, apportion(net, [line.net / whole for line in part], mode)):
                    line.net = share
    else:
        for line in lines:
            for tax in line.taxes or ():
                add(tax, line.net, rounded(line.net * tax[2], mode) if config["per_line"] else 0)
        if not config["per_line"]:
            amounts = {tax: rounded(base * tax[2], mode) for tax, base in bases.items()}
    return [(*tax, bases[tax], amounts[tax]) for tax in bases]
