"""A call that fails, once or from then on, leaves the old site or makes the new one: there is nothing else."""

import mounts
from bench import BROKEN_OFF, NEW, differences, verifies

# Calls of publishing and how they may fail. Where the folder cannot be exchanged, or a file not be linked to, there is
# another way.
FAILURES = {
    "write": ["ENOSPC", "EIO", "EDQUOT"],
    "close": ["EIO"],
    "openat": ["EMFILE", "EACCES", "ENOSPC"],
    "read": ["EIO"],
    "mkdir": ["ENOSPC", "EROFS"],
    "getdents64": ["EIO"],
    "newfstatat": ["EIO"],
    "access": ["EACCES"],
    "flock": ["ENOLCK"],
    "linkat": ["ENOSPC", "EIO", "EXDEV", "EPERM", "EMLINK"],
    "chown": ["EPERM"],
    "chmod": ["EPERM"],
    "syncfs": ["EIO"],
    "renameat2": ["EIO", "EINVAL", "EXDEV", "EBUSY"],
    "rename": ["EIO", "ENOSPC"],
    "unlink": ["EIO", "EACCES"],
    "rmdir": ["EIO"],
}
# What publishes by other means where the first are not to be had.
OTHER_WAY = {("linkat", "EXDEV"), ("linkat", "EPERM"), ("linkat", "EMLINK"), ("renameat2", "EINVAL"),
             ("renameat2", "EXDEV"), ("renameat2", "EBUSY")}
# What is needed to clean up after a failure as well.
CLEANING = {"unlink", "rmdir", "openat", "getdents64", "newfstatat", "access", "flock"}


def few(numbers, count):
    """At most so many of these, the first and the last among them."""
    if len(numbers) <= count:
        return numbers
    return [numbers[index * (len(numbers) - 1) // (count - 1)] for index in range(count)]


def fatal(calls):
    """The calls whose failure must be one of the run: writing, closing and syncing, until the site is in place."""
    found, previous = set(), ""
    for name, number, line in calls:
        if name == "renameat2" or "/journal\")" in line:
            break
        is_lock = "\"process " in line
        if (name in ("write", "syncfs") and not is_lock) or (name == "close" and previous == "write"):
            found.add((name, number))
        previous = name
    return found


def judge(bench, case, done, is_cleaning=False, is_mute=False):
    """What is wrong after a run in which something failed: it may have failed to clean up, or to say so, as well."""
    wrong, state = [], case.state()
    pending = (case.output / ".report/journal").exists()
    if done.returncode == 0:
        if state != "new":
            wrong.append(f"it says that all is well, and the site is {state}: {differences(case.tree(), bench.new)}")
    elif done.returncode not in (66, 73, 74, 78):  # input, output, files that fail, and templates
        wrong.append(f"it ends with {done.returncode}: {done.stderr.strip()}")
    else:
        if not is_mute and not all(word in done.stderr for word in BROKEN_OFF):
            wrong.append(f"it does not say what to do: {done.stderr.strip()}")
        if not pending and state != "old":
            wrong.append(f"it fails, and the site is {state}: {differences(case.tree(), bench.old)}: {done.stderr}")
        if pending and not is_mute and "the next run finishes this one first" not in done.stderr:
            wrong.append(f"it leaves a journal and does not say so: {done.stderr.strip()}")
    if not pending and not verifies(case.output):
        wrong.append("the site does not verify")
    if not is_cleaning and not pending and case.litter():
        wrong.append(f"it leaves {case.litter()}")
    return wrong


def injected(bench, pool, count, at_mount):
    """Each call fails at some of its places, once and from then on."""
    what = "failing calls at a mount point" if at_mount else "failing calls"
    if at_mount and not mounts.possible(what):
        return None

    def prepared(body):
        with bench.case(copy=not at_mount) as case:
            if not at_mount:
                return body(case)
            with mounts.tmpfs(case.output):
                mounts.fill(bench.site, case.output)
                return body(case)

    calls = prepared(lambda case: bench.moments(case, "--jobs", "1"))
    must_fail = fatal(calls)
    faults = []
    for name, errors in FAILURES.items():
        numbers = [number for call, number, _ in calls if call == name]
        chosen = {*few(numbers, count), *few([number for number in numbers if (name, number) in must_fail], count)}
        faults += [(name, error, number, more) for error in errors for number in sorted(chosen) for more in ("", "+")]

    def one(fault):
        name, error, number, more = fault
        when = f"{number}{more}"

        def body(case):
            done = bench.inject(bench.command(NEW, case.output, "--jobs", "1"), name, f"error={error}", when)
            wrong = judge(bench, case, done, name in CLEANING, is_mute=(name, more) == ("write", "+"))
            if (name, number) in must_fail and not done.returncode:
                wrong.append("it says that all is well")
            if (name, error) in OTHER_WAY and done.returncode:
                wrong.append(f"it ends with {done.returncode}, though there is another way: {done.stderr.strip()}")
            return done.returncode, [f"{name} fails with {error} at {when}: {text}" for text in wrong + case.finish()]

        return prepared(body)

    results = list(pool.map(one, faults))
    failures = [text for _, wrong in results for text in wrong]
    codes = {code: sum(1 for one, _ in results if one == code) for code in sorted({code for code, _ in results})}
    return f"{len(results)} {what} (exit codes {codes})", failures
