"""A site to publish over, and ways to run the tool on it while something fails."""

import hashlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile

OLD = ["--period", "2024-05", "--as-of", "2024-05-31"]
NEW = ["--period", "2024-06", "--as-of", "2024-07-10"]
BROKEN_OFF = ("error:", "fix:")


def tree(folder):
    """All that a folder holds, by path: files by their hash, links by where they lead. None where there is no folder."""
    if not os.path.isdir(folder):
        return None
    found = {}
    for root, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(root, name)
            if os.path.islink(path):
                what = "to " + os.readlink(path)
            elif os.path.isdir(path):
                what = "folder"
            else:
                with open(path, "rb") as file:
                    what = hashlib.sha256(file.read()).hexdigest()
            found[os.path.relpath(path, folder)] = what
    return found


def differences(found, expected):
    """The first paths in which two trees differ."""
    if found is None or expected is None:
        return ["no folder"] if found is not expected else []
    return sorted(path for path in found.keys() | expected.keys() if found.get(path) != expected.get(path))[:5]


def verifies(site):
    """Whether sha256sum itself finds every file of a site as it is listed."""
    done = subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=site, capture_output=True)
    return done.returncode == 0


class Bench:
    """The sample exports, the site of May, and what that becomes by publishing June over it."""

    def __init__(self, arguments, folder):
        self.report, self.folder = arguments.report.resolve(), folder
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
                            # So that runs make the same calls.
                            "SWIFT_DETERMINISTIC_HASHING": "1"}
        # For everybody, and not only for whoever runs this.
        folder.chmod(0o755)
        inputs = folder / "inputs"
        inputs.mkdir()
        for name in ("exports", "templates"):
            shutil.copytree(getattr(arguments, name), inputs / name)
        shutil.copy(arguments.config, inputs / "report.yml")
        self.inputs = inputs
        self.site = folder / "site"
        self.publish(OLD, self.site)
        self.old = tree(self.site)
        with self.case() as case:
            self.publish(NEW, case.output)
            self.new = tree(case.output)
        if self.old == self.new or not verifies(self.site):
            raise SystemExit("faults: the site of the second run is that of the first, or not whole")

    def command(self, period, output, *options):
        return [*self.aloud(period, output, *options), "--quiet"]

    def aloud(self, period, output, *options):
        return [self.report, *options, *period, "--output", output, "--exports", self.inputs / "exports",
                "--templates", self.inputs / "templates", "--config", self.inputs / "report.yml"]

    def publish(self, period, output):
        done = self.run(self.command(period, output))
        if done.returncode:
            raise SystemExit(f"faults: report ended with {done.returncode}:\n{done.stderr}")

    def start(self, command, **options):
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen([str(part) for part in command], text=True, env=self.environment, cwd=self.inputs,
                                start_new_session=True, **options)

    def run(self, command, **options):
        """What a command said and how it ended; 124 where it did not end by itself."""
        process = self.start(command, **options)
        try:
            stdout, stderr = process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            stdout, stderr = process.communicate()
            process.returncode = 124
        return subprocess.CompletedProcess(command, process.returncode, stdout, stderr)

    def case(self, copy=True):
        return Case(self, copy)

    def moments(self, case, *options, under=()):
        """The system calls of publishing June, as (name, which of that name), from the moment the output is locked."""
        log = case.folder / "calls"
        done = self.run([*under, "strace", "-f", "-qq", "-o", log, *self.command(NEW, case.output, *options)])
        if done.returncode:
            raise SystemExit(f"faults: report under strace ended with {done.returncode}:\n{done.stderr}")
        seen, calls, is_publishing = {}, [], False
        for line in log.read_text().splitlines():
            match = re.match(r"\d+ +(\w+)\(", line)
            if not match:
                continue
            name = match[1]
            seen[name] = seen.get(name, 0) + 1
            is_publishing = is_publishing or ".output.lock" in line or "/output\", O_RDONLY|O_CLOEXEC|O_DIRECTORY" in line
            if is_publishing:
                calls.append((name, seen[name], line))
        log.unlink()
        return calls

    def inject(self, command, call, what, when):
        return self.run(self.injected(command, call, what, when))

    def injected(self, command, call, what, when):
        """A command in which something happens to one of its calls, or with `+` to all from that one on."""
        return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                "-e", f"inject={call}:{what}:when={when}", *command]


class Case:
    """A folder of its own with a copy of the site of May in it."""

    def __init__(self, bench, copy):
        self.bench, self.copy = bench, copy

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="case-", dir=self.bench.folder))
        self.folder.chmod(0o755)
        self.output = self.folder / "output"
        if self.copy:
            shutil.copytree(self.bench.site, self.output, symlinks=True)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def litter(self):
        """What lies beside the output, or in the folder that publishing uses in it."""
        return sorted(name for name in os.listdir(self.folder) if name != "output") + (
            ["output/.report"] if os.path.lexists(self.output / ".report") else [])

    def tree(self):
        """All that the output holds, but for the folder that publishing uses in it."""
        found = tree(self.output)
        return found and {path: what for path, what in found.items() if not path.startswith(".report")}

    def state(self):
        """Which site the output holds: old, new, or neither."""
        found = self.tree()
        return "old" if found == self.bench.old else "new" if found == self.bench.new else "neither"

    def finish(self, *launcher):
        """What is wrong after running once more, which has to lead to the new site and leave nothing lying about."""
        done = self.bench.run([*launcher, *self.bench.command(NEW, self.output)])
        if done.returncode:
            return [f"the next run ends with {done.returncode}: {done.stderr.strip()}"]
        wrong = [f"the next run leaves {name}" for name in self.litter()]
        if self.state() != "new":
            wrong.append(f"the next run leaves another site: {differences(self.tree(), self.bench.new)}")
        return wrong
