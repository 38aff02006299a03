"""What is measured: the cases, each a command and what must come of it."""

import functools
import hashlib
import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import expected
from workload import AS_OF, SIZES

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = HERE / "peers"
ENVIRONMENT = ROOT / ".build/benchmarks/python"
PYTHON = ENVIRONMENT / "bin/python"

Command = Callable[[Path], list[str | Path]]
Check = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """A command. It is given a folder, new and empty unless the case goes on with that of another."""

    key: str
    title: str
    command: Command
    check: Check = lambda folder: None
    after: str | None = None  # the case that it goes on after, in the same folder
    rows: int = 0  # usage rows that it reads
    pages: int = 0  # invoice pages that it makes
    once: bool = False  # one run is enough
    often: int = 1  # runs for each run of other cases
    on_disk: bool = False
    codes: tuple[int, ...] = (0,)  # exit codes of a run that went well


@dataclass
class Bench:
    """Where everything is, and the cases that makes possible. `notes` says what is left out and why."""

    size: str
    report: Path
    built: bool  # report, from the present sources
    debug: Path | None
    data: Path  # the workload
    ten: Path  # a workload of ten invoices
    work: Path  # where output goes, and what is needed meanwhile
    disk: Path  # where output goes that is to be on disk
    peers: dict[str, str]  # the packages that are installed, and their versions
    notes: list[str] = field(default_factory=list)

    def cases(self) -> list[Case]:
        return [*self.publishing(), *self.reading(), *self.whole_job(), *self.starting()]

    @property
    def invoices(self) -> int:
        return SIZES[self.size][0]

    @property
    def rows(self) -> int:
        return SIZES[self.size][1]

    # report

    def publish(self, *options: str, data: Path | None = None, exports: str = "exports", report: Path | None = None,
                config: Path = HERE / "report.yml") -> Command:
        return lambda folder: [
            report or self.report, *options, "--period", "all", "--as-of", AS_OF, "--quiet", "--no-progress",
            "--exports", (data or self.data) / exports, "--output", folder / "site",
            "--templates", ROOT / "templates", "--config", config]

    def publishing(self) -> Iterator[Case]:
        case = functools.partial(Case, rows=self.rows, pages=self.invoices)
        right = self.records("expected")
        tree: dict[str, str] = {}

        def first(folder: Path) -> None:
            right(folder)
            tree.update(digests(folder / "site"))

        def same(folder: Path) -> None:
            right(folder)
            other = digests(folder / "site")
            for path in sorted(tree.keys() | other.keys()):
                if tree.get(path) != other.get(path):
                    raise expected.WrongFigure(f"one thread and several write another {path}")

        yield case("report", "report", self.publish(), first)
        yield case("unchanged", "report again, nothing new", self.publish(), right, after="report")
        yield case("paid", "report again, 1 % more invoices paid", self.publish(exports="exports-paid"),
                   self.records("expected-paid"), after="unchanged")
        yield case("one", "report, one thread", self.publish("--jobs", "1"), same)
        yield case("disk", "report, pages and CSV files, on disk", self.publish(config=self.default_formats()), right,
                   on_disk=True)
        yield case("jsonl", "report, usage as JSON Lines", self.publish(exports="exports-jsonl"),
                   self.records("expected-jsonl"))
        if (self.data / "exports-tenfold").exists():
            yield case("tenfold", "report, ten times the rows", self.publish(exports="exports-tenfold"),
                       self.records("expected-tenfold"), rows=10 * self.rows, once=True)
        else:
            self.notes.append("Ten times the rows: left out at this size.")
        if self.debug:
            yield case("debug", "report, debug build", self.publish(report=self.debug), right)
        else:
            self.notes.append("Debug build: left out; it is not built, or older than the sources.")

    def starting(self) -> Iterator[Case]:
        right = self.records("expected", self.ten)
        yield Case("ten", "report, ten invoices", self.publish(data=self.ten), right, often=4)
        yield Case("help", "report --help", lambda folder: [self.report, "--help"], often=4)

    def records(self, name: str, data: Path | None = None) -> Check:
        path = (data or self.data) / f"{name}.csv"
        return lambda folder: expected.check_records(folder / "site", expected.load(path))

    def default_formats(self) -> Path:
        """The configuration without what it says of formats."""
        config = self.work / "default.yml"
        lines = (HERE / "report.yml").read_text(encoding="utf-8").splitlines(keepends=True)
        config.write_text("".join(line for line in lines if not line.startswith("publish:")), encoding="utf-8")
        return config

    # Reading and summing alone

    def reading(self) -> Iterator[Case]:
        case = functools.partial(Case, rows=self.rows)
        usage_only = functools.partial(self.publish, "check", "--usage-only")
        if subprocess.run(usage_only(data=self.ten)(self.work), capture_output=True).returncode in (0, 1):
            yield case("read", "reading alone: report", usage_only(), codes=(0, 1))
            yield case("read-jsonl", "reading alone: report, JSON Lines", usage_only(exports="exports-jsonl"),
                       codes=(0, 1))
        else:
            self.notes.append("Reading alone by report: left out; this one has no `check --usage-only`.")
        for package, name in (("duckdb", "DuckDB"), ("polars", "Polars")):
            if self.installed(package):
                yield case(f"read-{package}", f"reading alone: {name}", self.aggregate(package), self.sums(package))

    def aggregate(self, package: str, *sums: Path) -> Command:
        return lambda folder: [PYTHON, PEERS / "aggregate.py", package, self.data / "exports/usage.csv", *sums]

    def sums(self, package: str) -> Check:
        """Has the sums written, apart from what is measured, and looks at them."""
        def check(folder: Path) -> None:
            path = folder / "sums.csv"
            subprocess.run(self.aggregate(package, path)(folder), check=True)
            expected.check_sums(path, expected.load(self.data / "expected.csv"))

        return check

    # The whole job by others

    def whole_job(self) -> Iterator[Case]:
        case = functools.partial(Case, check=self.pages, rows=self.rows, pages=self.invoices)
        if self.installed("duckdb", "jinja2", "cmarkgfm"):
            yield case("usual", "DuckDB + Jinja2 + cmarkgfm", self.pipeline("jinja2", "cmarkgfm"))
        if self.installed("duckdb", "pyromark"):
            yield case("fast", "DuckDB + f-strings + pyromark", self.pipeline("f-strings", "pyromark"))
        # Hugo holds every page in memory: at L that is more than most machines have.
        if self.installed("duckdb", "hugo") and self.invoices <= 20_000:
            yield Case("hugo", "Hugo, content prepared", self.hugo, self.pages, pages=self.invoices)

    def pipeline(self, maker: str, markdown: str) -> Command:
        return lambda folder: [
            PYTHON, PEERS / "pipeline.py", maker, markdown, self.data / "exports", folder / "site", AS_OF]

    def hugo(self, folder: Path) -> list[str | Path]:
        return [hugo_program(), "--quiet", "--source", self.content, "--destination", folder / "site",
                "--cacheDir", self.work / "hugo-cache"]

    @functools.cached_property
    def content(self) -> Path:
        """What Hugo renders: prepared once, apart from what is measured."""
        source = self.work / "content"
        subprocess.run([PYTHON, PEERS / "content.py", self.data / "exports", source, AS_OF], check=True)
        return source

    def pages(self, folder: Path) -> None:
        expected.check_pages(folder / "site", expected.load(self.data / "expected.csv"))

    def installed(self, *packages: str) -> bool:
        for package in packages:
            note = f"{package}: left out with all that needs it; Benchmarks/setup could not install it."
            if self.peers and package not in self.peers and note not in self.notes:
                self.notes.append(note)
        return all(package in self.peers for package in packages)


def installed_peers() -> dict[str, str]:
    """The peers that Benchmarks/setup has installed, with their versions."""
    if not PYTHON.exists():
        return {}
    wanted = [line.partition("==")[0] for line in (HERE / "requirements.txt").read_text().split()]
    script = ("import importlib.metadata as metadata, json\n"
              "print(json.dumps({each.name.lower(): each.version for each in metadata.distributions()}))")
    versions = json.loads(subprocess.run([PYTHON, "-c", script], capture_output=True, check=True).stdout)
    return {name: versions[name] for name in wanted if name in versions}


def hugo_program() -> Path:
    """Hugo itself: the command that its package installs is a script around it."""
    return next(path for path in ENVIRONMENT.glob("lib/python*/site-packages/hugo/binaries/hugo*") if path.is_file())


def digests(site: Path) -> dict[str, str]:
    """The files of a site and what is in them."""
    found = {}
    for path in site.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                found[str(path.relative_to(site))] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
