"""Power is cut: of an ext4 file system, everything that is not on its disk is gone. What is left is the old site or the
new one, whole, or a journal that the next run finishes; and a run that said it was done is not lost."""

import ctypes
import fcntl
import os
import random
import shutil
import subprocess
import time

import mounts
from bench import NEW, differences, tree, verifies

# linux/fs/ext4/ext4.h: EXT4_IOC_SHUTDOWN, and to leave the log as it is.
SHUTDOWN, NO_FLUSH = 0x8004587D, 2


def possible():
    if not mounts.possible("power cuts"):
        return False
    for command in ("mkfs.ext4", "losetup"):
        if not shutil.which(command):
            return mounts.skip("power cuts", f"there is no {command}")
    return True


def image(bench, at_mount):
    """A file system with the site of May on it."""
    path = bench.folder / f"disk-{at_mount}.img"
    with path.open("wb") as file:
        file.truncate(48 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", path], check=True)
    folder = bench.folder / f"disk-{at_mount}"
    with mounted(folder, path):
        mounts.fill(bench.site, folder if at_mount else folder / "output")
    return path


def mounted(folder, path):
    return mounts.mounted(folder, "-o", "loop", path)


def cut(folder):
    """Takes the power from a mounted file system."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, SHUTDOWN, bytes(ctypes.c_uint32(NO_FLUSH)))
    finally:
        os.close(descriptor)


def cuts(bench, pool, count):
    if not possible():
        return None
    images = {at_mount: image(bench, at_mount) for at_mount in (False, True)}

    def site(output):
        found = tree(output)
        return found and {path: what for path, what in found.items()
                          if path != "lost+found" and not path.startswith(".report")}

    def trial(at_mount, delay):
        """Publishes June, and cuts the power so long after; gives how long it took, what was left, and what is wrong."""
        with bench.case(copy=False) as case:
            disk, folder = case.folder / "disk.img", case.folder / "disk"
            subprocess.run(["cp", "--sparse=always", images[at_mount], disk], check=True)
            output = folder if at_mount else folder / "output"
            with mounted(folder, disk):
                process = bench.start(bench.command(NEW, output))
                start = time.monotonic()
                try:
                    process.communicate(timeout=delay)
                except subprocess.TimeoutExpired:
                    pass
                took, ended = time.monotonic() - start, process.poll()
                cut(folder)
                process.kill()
                process.communicate()
            wrong = []
            with mounted(folder, disk):
                found = site(output)
                if (output / ".report/journal").exists():
                    state = "journal"
                    done = bench.run([bench.report, "verify", output])
                    if done.returncode != 75:
                        wrong.append(f"verify ends with {done.returncode} on an open journal")
                else:
                    state = "old" if found == bench.old else "new" if found == bench.new else "neither"
                    if state == "neither" or not verifies(output):
                        wrong.append(f"the site is neither old nor new: {differences(found, bench.old)}")
                if ended == 0 and state == "old":
                    wrong.append("the run had said that it was done")
                done = bench.run(bench.command(NEW, output))
                if done.returncode or site(output) != bench.new:
                    wrong.append(f"the next run ends with {done.returncode} and leaves {differences(site(output), bench.new)}")
                if (output / ".report").exists():
                    wrong.append("the next run leaves .report")
            what = "at a mount point" if at_mount else "beside"
            return took, state if ended != 0 else f"{state} after success", [
                f"power cut after {took * 1000:.0f} ms, {what}: {text}" for text in wrong]

    usual = max(trial(at_mount, 60)[0] for at_mount in (False, True))
    choice = random.Random(20240531)
    # The site changes at the very end.
    todo = [(index % 2 == 1, usual * choice.triangular(0.2, 1.6, 0.9)) for index in range(count)]
    results = list(pool.map(lambda one: trial(*one), todo))
    states = [state for _, state, _ in results]
    counts = ", ".join(f"{state} {states.count(state)}" for state in sorted(set(states)))
    failures = [text for _, _, wrong in results for text in wrong]
    return f"{len(results)} power cuts ({counts})", failures
