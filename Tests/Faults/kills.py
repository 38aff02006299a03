"""Killed at any moment, a run leaves the old site or the new one, and the next run finishes."""

import random
import subprocess
import time

import mounts
from bench import NEW, differences, tree, verifies


def spread(calls, count, around):
    """`count` of the calls at even distances, and all that are near to where `around` says."""
    step = max(1, len(calls) / count)
    chosen = {int(index * step) for index in range(min(count, len(calls)))}
    for index, (name, _, line) in enumerate(calls):
        if around(name, line):
            chosen |= set(range(max(0, index - 6), min(len(calls), index + 7)))
    return [calls[index] for index in sorted(chosen)]


def check_whole(case):
    """What is wrong with a site that has to be entirely old or new."""
    if case.state() == "neither":
        return [f"the site is neither old nor new: {differences(case.tree(), case.bench.old)}"]
    return [] if verifies(case.output) else ["the site does not verify"]


def at_calls(bench, pool, count):
    """Killed at system calls all over publishing, most of all around the exchange."""
    with bench.case() as case:
        calls = bench.moments(case, "--jobs", "1")
    moments = spread(calls, count, lambda name, line: name.startswith("rename"))

    def one(moment):
        name, number, _ = moment
        with bench.case() as case:
            done = bench.inject(bench.command(NEW, case.output, "--jobs", "1"), name, "signal=KILL", number)
            state, wrong = case.state(), check_whole(case)
            return done.returncode == -9, state, [f"killed at {name} {number}: {text}" for text in wrong + case.finish()]

    results = list(pool.map(one, moments))
    return summary("kills at system calls", results)


def at_times(bench, pool, count):
    """Killed at any time, with several threads at work."""

    def publish(delay):
        """Publishes June, for so long after the output was locked; gives how long that went on, and what came of it."""
        with bench.case() as case:
            process = bench.start(bench.command(NEW, case.output, "--jobs", "4"))
            while process.poll() is None and not (case.folder / ".output.lock").exists():
                time.sleep(0.0005)
            locked = time.monotonic()
            try:
                process.communicate(timeout=delay)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
            took, state, wrong = time.monotonic() - locked, case.state(), check_whole(case)
            failures = [f"killed after {took * 1000:.1f} ms: {text}" for text in wrong + case.finish()]
            return took, (process.returncode == -9, state, failures)

    usual = max(took for took, _ in pool.map(publish, [60, 60]))
    choice = random.Random(20240531)
    results = [result for _, result in pool.map(publish, [choice.uniform(0, usual) for _ in range(count)])]
    return summary("kills at times", results, ())


def at_a_mount(bench, pool, count):
    """Killed where the output is a mount point: until the journal is there nothing has happened, and from then on the
    next command that publishes finishes. One that reads ends with 75, and changes nothing."""
    if not mounts.possible("kills at a mount point"):
        return None
    with bench.case(copy=False) as case, mounts.tmpfs(case.output):
        mounts.fill(bench.site, case.output)
        calls = bench.moments(case, "--jobs", "1")
    moments = spread(calls, count, lambda name, line: "journal" in line)

    def one(index):
        name, number, _ = moments[index]
        with bench.case(copy=False) as case, mounts.tmpfs(case.output):
            mounts.fill(bench.site, case.output)
            done = bench.inject(bench.command(NEW, case.output, "--jobs", "1"), name, "signal=KILL", number)
            wrong = []
            if (case.output / ".report/journal").exists():
                state = "journal"
                before = tree(case.output)
                for command in (bench.command(NEW, case.output, "check"), [bench.report, "verify", case.output],
                                bench.command(NEW, case.output, "--preview"),
                                [bench.report, "archive", "--period", "2024-05", "--output", case.output, "--archive",
                                 case.folder / "archive"]):
                    code = bench.run(command).returncode
                    if code != 75:
                        wrong.append(f"{command[1]} ends with {code} on an open journal")
                if tree(case.output) != before:
                    wrong.append(f"what reads changes the output: {differences(tree(case.output), before)}")
                for left in ("preview", "archive"):
                    if (case.folder / left).exists():
                        wrong.append(f"a command that ends with 75 leaves {left}")
            else:
                state = case.state()
                wrong += check_whole(case)
            return done.returncode == -9, state, [
                f"killed at a mount point, at {name} {number}: {text}" for text in wrong + case.finish()]

    return summary("kills at a mount point", list(pool.map(one, range(len(moments)))), ("old", "journal", "new"))


def summary(what, results, states=("old", "new")):
    """What was found, as (text, failures). Every state has to have been met: else the moments missed what they are for."""
    killed = [state for is_killed, state, _ in results if is_killed]
    failures = [text for _, _, wrong in results for text in wrong]
    failures += [f"{what}: none left the {state} state" for state in states if state not in killed]
    counts = ", ".join(f"{state} {killed.count(state)}" for state in sorted(set(killed)))
    return f"{len(killed)} {what} ({counts})", failures
