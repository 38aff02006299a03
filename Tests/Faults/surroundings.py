"""Full and read-only disks, somebody else's folders, too few descriptors, and streams that nobody listens to."""

import os
import re
import shutil
import subprocess

import mounts
from bench import NEW, tree, verifies
from errors import judge

NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]


def nobody(bench, what):
    """Whether the tool can be run as somebody whom permissions concern; says so where it cannot."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        mounts.skip(what, "that takes root and setpriv")
        return False
    if bench.run([*NOBODY, bench.report, "--version"]).returncode:
        mounts.skip(what, "that takes a build that everybody may run")
        return False
    return True


def give(folder):
    subprocess.run(["chown", "-R", "65534:65534", str(folder)], check=True)


def full_disks(bench, pool, count):
    """Disks with less and less room left, in bytes and in files, with the output on them or being one of them."""
    if not mounts.possible("full disks"):
        return None
    size = sum(file.stat().st_size + 4096 for file in bench.site.rglob("*")) // 4096
    files = sum(1 for _ in bench.site.rglob("*"))
    limits = [f"nr_blocks={size + size * index // count},nr_inodes=0" for index in range(count)]
    limits += [f"nr_blocks=0,nr_inodes={files + 4 + files * index // count}" for index in range(count)]

    def one(limit, at_mount):
        with bench.case(copy=False) as case:
            disk = case.output if at_mount else case.folder
            with mounts.mounted(disk, "-t", "tmpfs", "-o", f"{limit},mode=755", "tmpfs"):
                try:
                    mounts.fill(bench.site, case.output)
                except (OSError, shutil.Error):
                    return None, []
                done = bench.run(bench.command(NEW, case.output))
                wrong = judge(bench, case, done)
                if done.returncode and "No space left on device" not in done.stderr:
                    wrong.append(f"it does not say that the disk is full: {done.stderr.strip()}")
                # With room again, all is well.
                subprocess.run(["mount", "-o", "remount,nr_blocks=0,nr_inodes=0", str(disk)], check=True)
                return done.returncode, [f"on a disk of {limit}: {text}" for text in wrong + case.finish()]

    results = [found for at_mount in (False, True) for found in pool.map(lambda limit: one(limit, at_mount), limits)]
    codes = [code for code, _ in results if code is not None]
    failures = [text for _, wrong in results for text in wrong]
    if not (0 in codes and 74 in codes):
        failures.append(f"full disks: the sizes tried are all too large or too small: {codes}")
    return f"{len(codes)} full disks ({codes.count(74)} too small)", failures


def places(bench):
    """Where one may not write, or not exchange."""
    failures = []

    def expect(where, case, done, code, text, state, launcher=()):
        wrong = judge(bench, case, done)
        if done.returncode != code or text not in done.stderr:
            wrong.append(f"it ends with {done.returncode}, not {code}: {done.stderr.strip()}")
        if case.state() != state:
            wrong.append(f"the site is {case.state()}, not {state}")
        if state == "new":
            wrong += case.finish(*launcher)
        failures.extend(f"{where}: {text}" for text in wrong)

    count = 0
    if mounts.possible("read-only disks and bind mounts"):
        count += 3
        with bench.case(copy=False) as case, mounts.tmpfs(case.folder):
            mounts.fill(bench.site, case.output)
            mounts.mount("-o", "remount,ro", case.folder)
            expect("a read-only disk", case, bench.run(bench.command(NEW, case.output)), 73, "Read-only", "old")
        with bench.case(copy=False) as case, mounts.tmpfs(case.folder), mounts.tmpfs(case.output):
            mounts.fill(bench.site, case.output)
            mounts.mount("-o", "remount,ro", case.folder)
            expect("a disk in a read-only folder", case, bench.run(bench.command(NEW, case.output)), 0, "", "new")
        with bench.case() as case:
            real = case.folder / "real"
            case.output.rename(real)
            with mounts.mounted(case.output, "--bind", real):
                there = bench.run(bench.command(NEW, case.output))
            if tree(real) != bench.new:
                failures.append(f"a folder mounted once more: it does not have the new site: {there.stderr.strip()}")
    if nobody(bench, "folders of others"):
        count += 4
        with bench.case() as case:
            give(case.output)
            expect("a folder of root's with an output of one's own", case,
                   bench.run([*NOBODY, *bench.command(NEW, case.output)]), 0, "", "new", NOBODY)
        with bench.case() as case:
            expect("an output of root's", case, bench.run([*NOBODY, *bench.command(NEW, case.output)]), 73,
                   "Permission denied", "old")
        with bench.case() as case:
            give(case.folder)
            secret = case.output / "secret"
            secret.mkdir(mode=0o700)
            (secret / "file").write_text("root's own")
            command = [*NOBODY, *bench.command(NEW, case.output)]
            for _ in range(2):
                one = bench.run(command)
                found = {path for path in case.tree() if path.startswith("secret")}
                if one.returncode or found != {"secret", "secret/file"} or not verifies(case.output):
                    failures.append(f"an output with a folder that one may not look into: it ends with {one.returncode}: "
                                    f"{one.stderr.strip()}")
            if case.litter():
                failures.append(f"an output with a folder that one may not look into: it leaves {case.litter()}")
        with bench.case() as case:
            give(case.folder)
            subprocess.run(["chown", "-R", "root:root", str(case.output / "finance")], check=True)
            one = bench.run([*NOBODY, *bench.command(NEW, case.output)])
            failures += [f"an output with a page folder of root's: {text}" for text in judge(bench, case, one)]
    return f"{count} places", failures


def descriptors(bench, pool):
    """With so few descriptors that something cannot be opened, and with just enough."""

    def one(limit):
        with bench.case() as case:
            done = bench.run(["bash", "-c", f"ulimit -n {limit}; exec \"$@\"", "bash", *bench.command(NEW, case.output)])
            wrong = judge(bench, case, done)
            if done.returncode != (0 if limit >= 32 else 74):
                wrong.append(f"it ends with {done.returncode}: {done.stderr.strip()}")
            return [f"with {limit} descriptors: {text}" for text in wrong + case.finish()]

    limits = [6, 12, 20, 31, 32, 33, 40]
    return f"{len(limits)} limits of descriptors", [text for wrong in pool.map(one, limits) for text in wrong]


def streams(bench):
    """What is said where nobody listens: that is no success, and nothing of it gets into the site."""
    failures = []
    broken = bench.folder / "broken"
    shutil.copytree(bench.inputs / "exports", broken)
    (broken / "usage-broken.csv").write_text("invoice_number,service,amount\nINV-2024-0016,Compute,ten\n")
    unheard = "standard output cannot be written: "
    for redirection, options, code, text, state in [
        (">&-", [], 74, unheard + "Bad file descriptor", "new"),
        (">/dev/full", [], 74, unheard + "No space left on device", "new"),
        (">/dev/full", ["--json"], 74, unheard + "No space left on device", "new"),
        ("2>&-", [], 0, "", "new"),
        ("<&- >&- 2>&-", [], 74, "", "new"),
        (">&- 2>/dev/full", [], 74, "", "new"),
        ("<&- >/dev/null 2>/dev/full", ["--exports", broken], 65, "", "old"),
        ("2>&-", ["--exports", broken], 65, "", "old"),
        (">/dev/full", ["--dry-run"], 74, unheard + "No space left on device", "old"),
        (">/dev/full", ["--help"], 74, unheard + "No space left on device", "old"),
        (">/dev/full", ["--version"], 74, unheard + "No space left on device", "old"),
        ("2>/dev/full", ["--period", "never"], 64, "", "old"),
    ]:
        with bench.case() as case:
            done = bench.run(["bash", "-c", f"exec \"$@\" {redirection}", "bash", *bench.aloud(NEW, case.output), *options])
            what = f"report {' '.join(str(option) for option in options)} {redirection}"
            if done.returncode != code or text not in done.stderr:
                failures.append(f"{what} ends with {done.returncode}, not {code}: {done.stderr.strip()}")
            if case.state() != state or not verifies(case.output) or case.litter():
                failures.append(f"{what}: the site is {case.state()}, not {state}; beside it {case.litter()}")
    with bench.case() as case:
        reader, writer = os.pipe()
        os.close(reader)
        done = bench.run(bench.aloud(NEW, case.output), stdout=writer)
        os.close(writer)
        if done.returncode != 74 or unheard + "Broken pipe" not in done.stderr or case.state() != "new":
            failures.append(f"into a pipe without a reader it ends with {done.returncode}: {done.stderr.strip()}")
    with bench.case() as case:
        # What is said must not get into a file that was opened in the place of a stream.
        log = case.folder / "calls"
        bench.run(["strace", "-f", "-qq", "-o", log, "-e", "trace=openat", "bash", "-c", "exec \"$@\" <&- >&- 2>&-", "bash",
                   *bench.command(NEW, case.output)])
        opened = re.findall(r'openat\(AT_FDCWD, "([^"]+)".*= [012]$', log.read_text(), re.M)
        if opened[-3:] != ["/dev/null"] * 3:
            failures.append(f"files take the places of closed streams: {opened[-3:]}")
    return "14 streams that fail", failures
