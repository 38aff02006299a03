"""Sample exports at every day on which something happens: fresh sites, and one that goes on, whose lists agree and whose records
are the same."""

import datetime
import json
import pathlib
import subprocess
import sys

import lists
from site_reader import Site, read_csv

FAR = "2099-12-31"
DAY = datetime.timedelta(days=1)


def samples(root):
    """Sample exports by name, as (exports, configuration or None): the project's own, and what a shared folder beside it has."""
    found = {"exports": (root / "exports", root / "report.yml")}
    shared = root.parent / "shared"
    for folder in [*sorted((shared / "truth").glob("*/exports")), shared / "data/chinook-canonical"]:
        if folder.is_dir():
            config = folder.parent / "report.yml"
            found[f"{folder.parent.name}/{folder.name}"] = (folder, config if config.exists() else None)
    if len(found) == 1:
        print(f"months: NOT CHECKED: the lists of the samples in {shared}, which is not there", file=sys.stderr)
    return found


class Sample:
    def __init__(self, report, templates, folder, exports, config):
        self.report, self.templates, self.folder, self.exports = report, templates, folder, exports
        folder.mkdir(parents=True)
        self.config = config or folder / "report.yml"
        if config is None:
            self.config.write_text("")
        self.runs = 0

    def publish(self, output, day):
        self.runs += 1
        command = [self.report, "generate", "--period", "all", "--as-of", day, "--exports", self.exports, "--output", output, "--json",
                   "--config", self.config, *(["--templates", self.templates] if self.templates else [])]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120)
        if done.returncode:
            return [f"as of {day} it ends with {done.returncode}: {done.stderr[-500:]}"], None
        site = Site(output)
        return [f"as of {day}: {text}" for text in lists.check(site, json.loads(done.stdout))], site

    def days(self, site):
        """Every day on which something happens, by the records and statements of a site in which all has happened."""
        days = {record["issue_date"] for record in site.records.values() if record["issue_date"]}
        for record in site.records.values():
            if record["due_date"]:
                days.add((datetime.date.fromisoformat(record["due_date"]) + DAY).isoformat())
        for path in (site.folder / "workspaces").glob("*/statement.csv"):
            days |= {row["date"] for row in read_csv(path)}
        return sorted(days)


def try_sample(report, templates, folder, exports, config, most):
    """What is wrong with the lists of a sample, at most so many days of it, and how many runs that took."""
    sample = Sample(report, templates, folder, exports, config)
    wrong, site = sample.publish(folder / "far", FAR)
    if site is None:
        return wrong, sample.runs
    days = sample.days(site)
    # Large samples cost more.
    most = max(2, min(most, 1200 // max(1, len(site.records))))
    if len(days) > most:
        days = [days[position * (len(days) - 1) // (most - 1)] for position in range(most)]
    for day in days:
        found, fresh = sample.publish(folder / f"fresh-{day}", day)
        wrong += found
        found, continued = sample.publish(folder / "continued", day)
        wrong += [f"continued, {text}" for text in found]
        if fresh is None or continued is None:
            break
        for number in sorted(fresh.records.keys() | continued.records.keys()):
            if fresh.records.get(number) != continued.records.get(number):
                one, other = fresh.records.get(number) or {}, continued.records.get(number) or {}
                names = [name for name in {**one, **other} if one.get(name) != other.get(name)]
                wrong.append(f"as of {day}: {number} is another in a site that went on: "
                             + ", ".join(f"{name} {other.get(name)}, not {one.get(name)}" for name in names[:4]))
    return wrong, sample.runs
