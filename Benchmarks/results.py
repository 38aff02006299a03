"""What the measurements come to: the table, the ratios, and where they are kept."""

import os
import platform
import re
import statistics
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cases import ROOT, Bench, Case
from measure import Measurement
from workload import SIZES


@dataclass(frozen=True)
class Row:
    """A case and the medians of its runs."""

    case: Case
    runs: int
    wall: float
    cpu: float
    peak: float
    others: float


def medians(case: Case, runs: list[Measurement]) -> Row:
    wall, cpu, peak, others = map(statistics.median, zip(*(run[:4] for run in runs), strict=True))
    return Row(case, len(runs), wall, cpu, peak, others)


def short(seconds: float) -> str:
    return f"{seconds:.{3 if seconds < 1 else 2 if seconds < 10 else 1}f}"


def grid(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table whose columns also line up in a terminal: text to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(cells: list[str]) -> str:
        first, *others = cells
        padded = [first.ljust(widths[0]), *map(str.rjust, others, widths[1:])]
        return f"| {' | '.join(padded)} |\n"

    rule = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]
    return "".join(map(line, [head, rule, *rows]))


def table(rows: dict[str, Row]) -> str:
    whole = rows["report"].wall if "report" in rows else None
    shown = []
    for row in rows.values():
        case = row.case
        shown.append([
            case.title, str(row.runs), short(row.wall), short(row.cpu), f"{row.peak:.0f}",
            f"{case.rows / row.wall:,.0f}" if case.rows else "", f"{case.pages / row.wall:,.0f}" if case.pages else "",
            f"{row.wall / whole:.2f}" if whole else ""])
    return grid(["Case", "Runs", "Wall s", "CPU s", "Peak MB", "Rows/s", "Pages/s", "Wall / report"], shown)


def ratios(rows: dict[str, Row]) -> str:
    """What a change is judged by: less is better, but for the threads. The best peer may be another for each figure."""
    pairs = [
        ("Whole job / best peer", "report", ("usual", "fast")),
        ("Reading alone / DuckDB", "read", ("read-duckdb",)),
        ("Reading alone / Polars", "read", ("read-polars",)),
        ("One thread / all cores (more is better)", "one", ("report",)),
        ("Nothing new / whole job", "unchanged", ("report",)),
        ("1 % more paid / whole job", "paid", ("report",)),
        ("Ten times the rows / whole job", "tenfold", ("report",)),
        ("Debug build / release build", "debug", ("report",)),
    ]
    found = []
    for name, key, others in pairs:
        beside = [rows[other] for other in others if other in rows]
        if key in rows and beside:
            values = [getattr(rows[key], figure) / min(getattr(row, figure) for row in beside)
                      for figure in ("wall", "cpu", "peak")]
            found.append([name, *(f"{value:.2f}" for value in values)])
    return grid(["Ratio", "Wall", "CPU", "Peak"], found) + "\n" if found else ""


def speeds(bench: Bench, rows: dict[str, Row]) -> Iterator[str]:
    """What is told best by itself."""
    for key, name in (("read", "CSV"), ("read-jsonl", "JSON Lines")):
        if key in rows:
            yield f"Reading alone, {name}: {usage_bytes(bench, key) / 1e6 / rows[key].cpu:.0f} MB per CPU second."
    for key, name in (("ten", "Ten invoices"), ("help", "`--help`")):
        if key in rows:
            yield f"{name}: {rows[key].cpu * 1000:.1f} CPU milliseconds."


def usage_bytes(bench: Bench, key: str) -> int:
    return next(bench.data.glob("exports-jsonl/usage*" if key == "read-jsonl" else "exports/usage*")).stat().st_size


# What it was measured on


def machine() -> str:
    text = Path("/proc/cpuinfo").read_text()
    model = re.search(r"^model name\s*: (.+)$", text, re.M)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    cores = len(os.sched_getaffinity(0))
    return f"{model[1] if model else platform.machine()}, {cores} cores, {memory:.0f} GB, Linux {platform.release()}"


def first_line(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    except FileNotFoundError:
        return ""
    return done.stdout.partition("\n")[0].strip() if done.returncode == 0 else ""


def versions(bench: Bench) -> str:
    found = [f"report {first_line('git', 'describe', '--always', '--dirty')}" if bench.built else "a given report"]
    if swift := re.search(r"Swift version (\S+)", first_line("swift", "--version")):
        found.append(f"Swift {swift[1]}")
    return ", ".join([*found, f"Python {platform.python_version()}", *(f"{a} {b}" for a, b in bench.peers.items())])


def section(bench: Bench, rows: dict[str, Row], places: str) -> str:
    """All of a size: what was measured on what, the table, the ratios, what is left out, the commands."""
    invoices, usage = SIZES[bench.size]
    others = statistics.median(row.others for row in rows.values())
    notes = "".join(f"- {note}\n" for note in [*speeds(bench, rows), *bench.notes])
    return f"""## {bench.size}: {invoices:,} invoices, {usage:,} usage rows

Measured {date.today()} on {machine()}; {versions(bench)}.
{places}. Meanwhile other processes used {others:.0%} of the processors.

{table(rows)}
{ratios(rows)}{notes}
```text
{"".join(f"{key:<11} {line}{chr(10)}" for key, line in commands(bench, rows))}```
"""


def commands(bench: Bench, rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    """Each case as it was run, by names in place of the folders of this machine."""
    names = {bench.data: "WORKLOAD", bench.ten: "TEN", bench.work: "WORK", bench.report: "report",
             bench.debug: "debug/report", f"{ROOT}/": ""}
    for key, row in rows.items():
        line = " ".join(map(str, row.case.command(Path("OUT"))))
        for path, name in names.items():
            line = line.replace(str(path), name)
        yield key, line


# Where it is kept

RESULTS = ROOT / "Benchmarks/RESULTS.md"
PREFACE = """# Measured

What `Benchmarks/run SIZE --write` found last at each size; [README.md](README.md) tells what is measured and how.
Wall, CPU and memory are medians.
"""


def write(bench: Bench, rows: dict[str, Row], text: str) -> None:
    """Puts a section in the place of the one of its size, and a medium one's figures into the project's README."""
    sections = {bench.size: text}
    if RESULTS.exists():
        for found in re.findall(r"^## .*?(?=^## |\Z)", RESULTS.read_text(encoding="utf-8"), re.M | re.S):
            sections.setdefault(found[3:].partition(":")[0], found.rstrip() + "\n")
    ordered = [sections[size] for size in SIZES if size in sections]
    RESULTS.write_text("\n".join([PREFACE, *ordered]), encoding="utf-8")
    if bench.size == "M":
        readme = ROOT / "README.md"
        marked = re.sub(r"(?<=<!-- benchmark -->\n).*?(?=<!-- /benchmark -->)", lambda _: summary(rows),
                        readme.read_text(encoding="utf-8"), flags=re.S)
        readme.write_text(marked, encoding="utf-8")


def summary(rows: dict[str, Row]) -> str:
    chosen = [rows[key] for key in ("report", "unchanged", "paid", "usual", "fast", "hugo") if key in rows]
    shown = [[row.case.title, short(row.wall), short(row.cpu), f"{row.peak:.0f}"] for row in chosen]
    return grid(["Case", "Wall s", "CPU s", "Peak MB"], shown)
