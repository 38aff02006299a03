"""Others at work in the same folder: a second run, twenty runs, and people who put files there meanwhile."""

import re
import time

import mounts
from bench import NEW, verifies

HOLDER = re.compile(r"another run is publishing to \S+/output: process \d+ on \S+ since \d{4}(-\d\d){2} \d\d(:\d\d){2} UTC\n")


def until(condition):
    """Waits for something to come true; says whether it did."""
    for _ in range(2000):
        if condition():
            return True
        time.sleep(0.005)
    return False


def two_runs(bench):
    """While the first publishes the second is turned away, and told by whom; after it, it publishes."""
    failures = []

    def both(case, where, lock, place):
        # The first is held up just before its site is in place.
        first = bench.start(bench.injected(bench.command(NEW, case.output), "syncfs", "delay_enter=1500000", 1))
        if not until(lambda: lock.exists() and lock.read_text().endswith("UTC\n")):
            failures.append(f"{where}: there is no lock at {place}")
        second = bench.run(bench.command(NEW, case.output))
        if second.returncode != 75 or not HOLDER.search(second.stderr):
            failures.append(f"{where}: the second ends with {second.returncode}: {second.stderr.strip()}")
        if case.state() != "old":
            failures.append(f"{where}: the site is {case.state()} before the first is done")
        _, said = first.communicate()
        if first.returncode or case.state() != "new" or case.litter():
            failures.append(f"{where}: the first ends with {first.returncode}: {said.strip()}, and leaves {case.litter()}")
        failures.extend(f"{where}: {text}" for text in case.finish())

    with bench.case() as case:
        both(case, "two runs", case.folder / ".output.lock", "the folder beside")
    count = 1
    if mounts.possible("two runs at a mount point"):
        count = 2
        with bench.case(copy=False) as case, mounts.tmpfs(case.folder), mounts.tmpfs(case.output):
            mounts.fill(bench.site, case.output)
            mounts.mount("-o", "remount,ro", case.folder)
            both(case, "two runs at a mount point", case.output / ".report/lock", "the folder inside")
    return f"{count} times two runs at once", failures


def twenty_runs(bench):
    """One site comes of it, and whoever is turned away is told why."""
    failures = []
    for there in (True, False):
        with bench.case(copy=there) as case:
            runs = [bench.start(bench.command(NEW, case.output)) for _ in range(20)]
            ended = [(run.communicate()[1], run.returncode) for run in runs]
            for said, code in ended:
                if code not in (0, 75) or (code == 75 and not HOLDER.search(said)):
                    failures.append(f"one of twenty runs ends with {code}: {said.strip()}")
            codes = [code for _, code in ended]
            if 0 not in codes or 75 not in codes:
                failures.append(f"twenty runs end with {codes}")
            if (there and case.state() != "new") or not verifies(case.output) or case.litter():
                failures.append(f"twenty runs leave a site that is {case.state()}, and {case.litter()}")
    return "2 times twenty runs at once", failures


def latecomers(bench):
    """What others put into the output after its files were linked is in the new site all the same."""
    failures = []
    with bench.case() as case:
        mine, replaced = case.output / "mine.txt", case.output / "workspaces/replaced.txt"
        mine.write_text("mine")
        replaced.write_text("before")
        run = bench.start(bench.injected(bench.command(NEW, case.output), "syncfs", "delay_enter=1500000", 1))
        stage = case.folder / ".output.staging"
        if not until(lambda: (stage / "workspaces/replaced.txt").exists()):
            failures.append("nothing is staged")
        time.sleep(0.5)
        late = {"late.txt": "root", "workspaces/late.txt": "in a folder", "new/deep/late.txt": "in a new folder"}
        for path, text in late.items():
            (case.output / path).parent.mkdir(parents=True, exist_ok=True)
            (case.output / path).write_text(text)
        (case.output / "workspaces/other").write_text("after")
        (case.output / "workspaces/other").rename(replaced)
        if run.poll() is not None:
            failures.append("it was too fast for latecomers")
        _, said = run.communicate()
        for path, text in {**late, "mine.txt": "mine", "workspaces/replaced.txt": "after"}.items():
            file = case.output / path
            if not file.exists() or file.read_text() != text:
                failures.append(f"a latecomer is lost: {path}")
            else:
                file.unlink()
        for folder in ("new/deep", "new"):
            if (case.output / folder).is_dir():
                (case.output / folder).rmdir()
        if run.returncode or case.state() != "new" or case.litter():
            failures.append(f"with latecomers the site is {case.state()}; it ends with {run.returncode}: {said.strip()}")
    return "5 latecomers", failures
