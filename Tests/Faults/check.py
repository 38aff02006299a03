"""Takes the ground from under running publications, and looks at what is left.

    check.py --report BINARY --templates DIR --exports DIR --config FILE [--all]

Publishes one month of the sample exports over another while the process is killed, calls of the system fail, disks are
full or read-only, and others publish or work in the same folder. What must come of it every time: the old site or the
new one, whole; a run after it that succeeds; nothing lying about; and a message with a remedy where the run failed.
With --all at many more moments. Ends with 1 where anything is wrong, with 2 where what it needs is not there.
"""

import argparse
import concurrent.futures
import os
import pathlib
import shutil
import sys
import tempfile
import time

import commands
import company
import errors
import kills
import mounts
import power
import surroundings
from bench import Bench


def main():
    parser = argparse.ArgumentParser()
    for option in ("report", "templates", "exports", "config"):
        parser.add_argument(f"--{option}", type=pathlib.Path, required=True)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="", help="a part of the name of what to try")
    arguments = parser.parse_args()
    for command in ("strace", "sha256sum"):
        if not shutil.which(command):
            print(f"faults: NOT CHECKED: there is no {command}\nfaults: script/setup --tests installs what is needed.",
                  file=sys.stderr)
            sys.exit(2)
    mounts.private()
    start = time.monotonic()
    count = lambda few, many: many if arguments.all else few
    failures, told = [], 0
    with tempfile.TemporaryDirectory(prefix="report-faults-") as temporary, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        bench = Bench(arguments, pathlib.Path(temporary).resolve())
        checks = {
            "two runs": lambda: company.two_runs(bench),
            "twenty runs": lambda: company.twenty_runs(bench),
            "latecomers": lambda: company.latecomers(bench),
            "streams": lambda: surroundings.streams(bench),
            "places": lambda: surroundings.places(bench),
            "descriptors": lambda: surroundings.descriptors(bench, pool),
            "full disks": lambda: surroundings.full_disks(bench, pool, count(6, 40)),
            "failing calls": lambda: errors.injected(bench, pool, count(2, 12), at_mount=False),
            "failing calls at a mount": lambda: errors.injected(bench, pool, count(2, 12), at_mount=True),
            "kills at calls": lambda: kills.at_calls(bench, pool, count(80, 400)),
            "kills at times": lambda: kills.at_times(bench, pool, count(30, 100)),
            "kills at a mount": lambda: kills.at_a_mount(bench, pool, count(40, 300)),
            "kills of other commands": lambda: commands.kills(bench, pool, count(4, 60)),
            "power cuts": lambda: power.cuts(bench, pool, count(8, 120)),
        }
        for check in (check for name, check in checks.items() if arguments.only in name):
            begin = time.monotonic()
            found = check()
            if found:
                told += 1
                failures += found[1]
                print(f"faults: {found[0]}, {len(found[1])} failures, {time.monotonic() - begin:.0f} s", flush=True)
    for text in failures:
        print(f"faults: {text}", file=sys.stderr)
    print(f"faults: {told} kinds of faults, {len(failures)} failures, {time.monotonic() - start:.0f} s")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
