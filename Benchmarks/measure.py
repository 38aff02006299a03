"""Runs commands and says what they cost.

A process that starts another lends it its own peak memory, as the kernel counts. So commands are started by a small
interpreter, this file run as a program: what it reports is exact from its own 12 MB upwards.

Peak memory is the kernel's figure for the process. Where a command has processes below it, it is the greater of the
largest of them and of their sum; for the sum, memory that they share is counted once, and it is sampled as they run.
"""

import json
import operator
import os
import select
import signal
import subprocess
import sys
import time
from typing import NamedTuple


class Measurement(NamedTuple):
    wall: float  # seconds
    cpu: float  # seconds, user and system, of the process and all below it
    peak: float  # MB
    others: float  # the share of the machine's processors that other processes used meanwhile
    status: int
    errors: str


class Launcher:
    """The small interpreter that commands are started by."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdin and self.process.stdout
        self.requests, self.answers = self.process.stdin, self.process.stdout

    def __enter__(self) -> "Launcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.requests.close()
        self.process.wait()

    def run(self, command: list[str], errors: str, timeout: float = 3600) -> Measurement:
        """Runs a command to its end. `errors` is a file for what it says on standard error."""
        print(json.dumps([command, errors, timeout]), file=self.requests, flush=True)
        wall, cpu, peak, others, status = json.loads(self.answers.readline())
        with open(errors, encoding="utf-8", errors="replace") as file:
            return Measurement(wall, cpu, peak, others, status, file.read().strip())


# What follows is the small interpreter's


def processors() -> tuple[int, int]:
    """The ticks all processors together have been busy, and have been there."""
    with open("/proc/stat") as file:
        ticks = [int(field) for field in file.readline().split()[1:9]]
    return sum(ticks) - ticks[3] - ticks[4], sum(ticks)


def below(process: int) -> list[int]:
    """The processes below a process."""
    found = []
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{thread}/children") as file:
                for child in map(int, file.read().split()):
                    found += [child, *below(child)]
    except OSError:
        pass  # it has ended
    return found


def share(process: int) -> int:
    """The memory of a process in KB, with its part of what it shares."""
    try:
        with open(f"/proc/{process}/smaps_rollup") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def run(command: list[str], errors: str, timeout: float) -> tuple[float, float, float, float, int]:
    null, write = os.O_RDWR, os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    before = processors()
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, setpgroup=0, file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", null, 0), (os.POSIX_SPAWN_OPEN, 1, "/dev/null", null, 0),
        (os.POSIX_SPAWN_OPEN, 2, errors, write, 0o644)])
    ended = select.poll()
    handle = os.pidfd_open(process)
    ended.register(handle, select.POLLIN)
    sampled, pause = 0, 0.05
    try:
        while not ended.poll(pause * 1000):
            began = time.perf_counter()
            if children := below(process):
                sampled = max(sampled, sum(map(share, [process, *children])))
            # Looking holds the processes up a little, so it looks the less often the longer it takes.
            pause = max(0.05, 25 * (time.perf_counter() - began))
            if began - start > timeout:
                os.killpg(process, signal.SIGKILL)
    except KeyboardInterrupt:
        os.killpg(process, signal.SIGKILL)
        raise
    wall = time.perf_counter() - start
    _, status, usage = os.wait4(process, 0)
    os.close(handle)
    cpu = usage.ru_utime + usage.ru_stime
    busy, there = map(operator.sub, processors(), before)
    others = max(0.0, busy - cpu * os.sysconf("SC_CLK_TCK")) / max(there, 1)
    peak = max(usage.ru_maxrss, sampled) * 1024 / 1e6
    return wall, cpu, peak, others, os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    try:
        for request in sys.stdin:
            print(json.dumps(run(*json.loads(request))), flush=True)
    except KeyboardInterrupt:
        sys.exit(130)
