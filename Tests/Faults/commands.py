"""Every command that writes, killed at any moment: what it writes is whole, old or new, and the next one of its kind
finishes. What it does not write is not touched."""

import random
import re
import shutil
import subprocess
import time

from bench import OLD, differences, tree
from kills import spread


class Command:
    """A command on a copy of the site of May, and the folders and files beside it that it writes."""

    def __init__(self, name, arguments, writes, prepare=lambda folder: None):
        self.name, self.arguments, self.writes, self.prepare = name, arguments, writes, prepare

    def line(self, bench, folder):
        return [bench.report, *[str(folder / part[1:]) if part.startswith("@") else part for part in self.arguments]]


def all_of(bench):
    inputs = ["--templates", str(bench.inputs / "templates"), "--config", str(bench.inputs / "report.yml")]
    site = ["--output", "@output", *inputs, "--quiet"]
    exports = ["--exports", str(bench.inputs / "exports")]

    def renamed(folder):
        shutil.copytree(bench.inputs / "exports", folder / "exports")
        names = folder / "exports/workspaces.csv"
        names.write_text(names.read_text().replace("Quillow Robotics", "Quillow Robots"))

    return [
        Command("refresh", ["refresh", "--as-of", "2024-07-10", *exports, *site], ["output"]),
        Command("withdraw", ["withdraw", "INV-2024-0017", "--reason", "test", "--as-of", "2024-05-31", *site], ["output"]),
        Command("reissue", [*OLD, "--reissue", "a new name", "--exports", "@exports", *site], ["output"], renamed),
        Command("preview", [*OLD, "--preview", *exports, *site], ["preview"]),
        Command("archive", ["archive", "--period", "2024-05", "--output", "@output", "--archive", "@archive", "--quiet"],
                ["archive"]),
        Command("keygen", ["keygen", "@key", "--quiet"], ["key", "key.pub"]),
    ]


def look(folder):
    """All that a folder holds but for what commands leave lying about when they are killed, which is hidden, by the top of
    its paths."""
    found = {}
    for path, what in (tree(folder) or {}).items():
        names = path.split("/")
        if not any(name.startswith(".") for name in names):
            found.setdefault(names[0], {})[path] = what
    return found




def kills(bench, pool, count):
    """`count` kills of each command at system calls and as many at times."""
    results = []
    for command in all_of(bench):
        with bench.case() as case:
            command.prepare(case.folder)
            before = look(case.folder)
            done = bench.run(command.line(bench, case.folder))
            if done.returncode:
                raise SystemExit(f"faults: {command.name} ended with {done.returncode}:\n{done.stderr}")
            after = look(case.folder)
        with bench.case() as case:
            command.prepare(case.folder)
            calls = moments(bench, command, case.folder)
        chosen = spread(calls, count, lambda name, line: name.startswith("rename") or name == "linkat")[:2 * count]
        took = []

        def at_call(moment, command=command, before=before, after=after):
            name, number, _ = moment
            with bench.case() as case:
                command.prepare(case.folder)
                done = bench.inject(command.line(bench, case.folder), name, "signal=KILL", number)
                return judge(bench, command, case, before, after, done.returncode == -9, f"at {name} {number}")

        def at_time(delay, command=command, before=before, after=after, took=took):
            with bench.case() as case:
                command.prepare(case.folder)
                start = time.monotonic()
                process = bench.start(command.line(bench, case.folder))
                try:
                    process.communicate(timeout=delay)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.communicate()
                took.append(time.monotonic() - start)
                return judge(bench, command, case, before, after, process.returncode == -9,
                             f"after {delay * 1000:.1f} ms")

        results += list(pool.map(at_call, chosen))
        at_time(60)
        choice = random.Random(20240531)
        delays = [choice.uniform(0, took[0]) for _ in range(count)]
        results += list(pool.map(at_time, delays))
    killed = [state for is_killed, state, _ in results if is_killed]
    counts = ", ".join(f"{state} {killed.count(state)}" for state in sorted(set(killed)))
    return f"{len(killed)} kills of other commands ({counts})", [text for _, _, wrong in results for text in wrong]


def moments(bench, command, folder):
    """The system calls of a command from the first that writes, as (name, which of that name, the line)."""
    log = folder / "calls"
    done = bench.run(["strace", "-f", "-qq", "-o", log, *command.line(bench, folder)])
    if done.returncode:
        raise SystemExit(f"faults: {command.name} under strace ended with {done.returncode}:\n{done.stderr}")
    seen, calls, writes = {}, [], False
    for line in log.read_text().splitlines():
        match = re.match(r"\d+ +(\w+)\(", line)
        if not match:
            continue
        seen[match[1]] = seen.get(match[1], 0) + 1
        writes = writes or "O_CREAT" in line
        if writes:
            calls.append((match[1], seen[match[1]], line))
    return calls


def same(command, found, expected):
    """Whether what lies at a place is what is expected there. Of keys, that they are there; of an archive, whichever zips."""
    if command.name == "keygen":
        return bool(found) == bool(expected)
    return found == expected


def judge(bench, command, case, before, after, is_killed, when):
    wrong, states = [], []
    now = look(case.folder)
    for top in sorted(set(before) | set(after) | set(now)):
        found, old, new = now.get(top), before.get(top), after.get(top)
        if top not in command.writes:
            if found != old:
                wrong.append(f"{top} is touched: {differences(found or {}, old or {})}")
        elif command.name == "archive":
            states.append("old" if not found else "new" if found == new else "part")
            # Zips are put in place one by one, each whole.
            for path, what in (found or {}).items():
                if what != new.get(path):
                    wrong.append(f"{path} is not whole")
        else:
            state = "old" if same(command, found, old) else "new" if same(command, found, new) else "neither"
            states.append(state)
            if state == "neither":
                wrong.append(f"{top} is neither old nor new: {differences(found or {}, new or {})}")
    if command.name == "keygen" and states[0] == "old" and states[1] == "new":
        wrong.append("the public key is there without the private one")
    done = bench.run(command.line(bench, case.folder))
    is_again = command.name in ("keygen", "withdraw") and set(states) == {"new"}
    if done.returncode and not is_again:
        wrong.append(f"the next run ends with {done.returncode}: {done.stderr.strip()}")
    finished = look(case.folder)
    for top in command.writes:
        if not same(command, finished.get(top), after.get(top)):
            wrong.append(f"the next run leaves another {top}: {differences(finished.get(top) or {}, after.get(top) or {})}")
    return is_killed, states[0], [f"{command.name} killed {when}: {text}" for text in wrong]
