"""The pages of the end-to-end peers as Markdown, by f-strings or by Jinja2. Both make the same text.

Names come from outside, so every mark of Markdown or HTML in them is escaped.
"""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from billing import Account, Invoice, Line, Payment

MARKS = str.maketrans({mark: f"\\{mark}" for mark in r"\`*_[]<>|&~#!"})


@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text from outside as Markdown that shows it as it is."""
    return text.translate(MARKS)


class Summary(NamedTuple):
    """A workspace in the index."""

    workspace: str
    name: str
    invoices: int
    unpaid: int


@dataclass(frozen=True)
class Maker:
    invoice: Callable[[Invoice, list[Line], list[Payment]], str]
    history: Callable[[Account], str]
    index: Callable[[Iterable[Summary]], str]


def summary(account: Account) -> Summary:
    invoices = [invoice for invoice, _, _ in account.invoices]
    return Summary(account.workspace, invoices[0].name, len(invoices), sum(each.status != "paid" for each in invoices))


SERVICES = "| Service | Quantity | Unit | Amount |\n| :--- | ---: | :--- | ---: |\n"
PAYMENTS = "| Date | Payment | Status | Amount |\n| :--- | :--- | :--- | ---: |\n"
INVOICES = ("| Period | Invoice | Issued | Due date | Status | Tax | Total | Due |\n"
            "| :--- | :--- | :--- | :--- | :--- | ---: | ---: | ---: |\n")
WORKSPACES = "| Workspace | Name | Invoices | Unpaid |\n| :--- | :--- | ---: | ---: |\n"


# f-strings


def f_invoice(invoice: Invoice, lines: list[Line], payments: list[Payment]) -> str:
    i = invoice
    services = "".join([
        f"| {plain(name)} | {quantity} | {unit} | {amount} |\n" for name, quantity, unit, amount in lines])
    paid = "None so far.\n"
    if payments:
        rows = [f"| {date} | {id} | {status} | {amount} |\n" for date, id, status, amount in payments]
        paid = PAYMENTS + "".join(rows)
    return f"""# Invoice {i.number}

**{i.due} {i.currency} due** ({i.status})

Billed to {plain(i.name)}, {plain(i.address)}, {i.postal_code} {plain(i.city)}, {i.country}, tax id {i.tax_id}

Workspace {i.workspace}, billing period {i.period}, issued {i.issued}, due by {i.due_date}

## Services

{SERVICES}{services}
## Sums

| In {i.currency} | Amount |
| :--- | ---: |
| Subtotal | {i.subtotal} |
| Tax, {i.percent} % | {i.tax} |
| Total | {i.total} |
| Paid | {i.paid} |
| Due | {i.due} |

## Payments

{paid}"""


def f_history(account: Account) -> str:
    first = account.invoices[0][0]
    rows = "".join([
        f"| {i.period} | [{i.number}]({i.number}.html) | {i.issued} | {i.due_date} | {i.status} | {i.tax} | {i.total} "
        f"| {i.due} |\n" for i, _, _ in account.invoices])
    return f"# Billing history of {plain(first.name)}\n\nAmounts in {first.currency}.\n\n{INVOICES}{rows}"


def f_index(summaries: Iterable[Summary]) -> str:
    rows = "".join([
        f"| [{workspace}]({workspace}/index.html) | {plain(name)} | {invoices} | {unpaid} |\n"
        for workspace, name, invoices, unpaid in summaries])
    return f"# Billing\n\n{WORKSPACES}{rows}"


# Jinja2

INVOICE_TEMPLATE = """# Invoice {{ i.number }}

**{{ i.due }} {{ i.currency }} due** ({{ i.status }})

Billed to {{ i.name | plain }}, {{ i.address | plain }}, {{ i.postal_code }} {{ i.city | plain }}, \
{{ i.country }}, tax id {{ i.tax_id }}

Workspace {{ i.workspace }}, billing period {{ i.period }}, issued {{ i.issued }}, due by {{ i.due_date }}

## Services

""" + SERVICES + """{% for line in lines -%}
| {{ line.service | plain }} | {{ line.quantity }} | {{ line.unit }} | {{ line.amount }} |
{% endfor %}
## Sums

| In {{ i.currency }} | Amount |
| :--- | ---: |
| Subtotal | {{ i.subtotal }} |
| Tax, {{ i.percent }} % | {{ i.tax }} |
| Total | {{ i.total }} |
| Paid | {{ i.paid }} |
| Due | {{ i.due }} |

## Payments

{% if payments %}""" + PAYMENTS + """{% for payment in payments -%}
| {{ payment.date }} | {{ payment.id }} | {{ payment.status }} | {{ payment.amount }} |
{% endfor %}{% else %}None so far.
{% endif %}"""

HISTORY_TEMPLATE = """# Billing history of {{ first.name | plain }}

Amounts in {{ first.currency }}.

""" + INVOICES + """{% for i, _, _ in invoices -%}
| {{ i.period }} | [{{ i.number }}]({{ i.number }}.html) | {{ i.issued }} | {{ i.due_date }} | {{ i.status }} \
| {{ i.tax }} | {{ i.total }} | {{ i.due }} |
{% endfor %}"""

INDEX_TEMPLATE = "# Billing\n\n" + WORKSPACES + """{% for each in summaries -%}
| [{{ each.workspace }}]({{ each.workspace }}/index.html) | {{ each.name | plain }} | {{ each.invoices }} \
| {{ each.unpaid }} |
{% endfor %}"""


def by_f_strings() -> Maker:
    return Maker(f_invoice, f_history, f_index)


def by_jinja2() -> Maker:
    import jinja2

    environment = jinja2.Environment(keep_trailing_newline=True, auto_reload=False)
    environment.filters["plain"] = plain
    invoice, history, index = map(environment.from_string, (INVOICE_TEMPLATE, HISTORY_TEMPLATE, INDEX_TEMPLATE))
    return Maker(
        lambda i, lines, payments: invoice.render(i=i, lines=lines, payments=payments),
        lambda account: history.render(first=account.invoices[0][0], invoices=account.invoices),
        lambda summaries: index.render(summaries=summaries),
    )
