"""Mounts of our own, which nobody else sees."""

import contextlib
import ctypes
import functools
import os
import shutil
import subprocess
import sys

CLONE_NEWNS = 0x00020000


def skip(what, why):
    print(f"faults: SKIPPED: {what}: {why}", file=sys.stderr)


@functools.cache
def private():
    """Takes this process into a mount namespace of its own. Before there are other threads."""
    if os.geteuid() != 0:
        return "that takes root"
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(CLONE_NEWNS) != 0:
        return f"no mount namespace can be made: {os.strerror(ctypes.get_errno())}"
    done = subprocess.run(["mount", "--make-rprivate", "/"], capture_output=True, text=True)
    return done.stderr.strip() if done.returncode else None


def possible(what):
    """Whether mounts can be made; says so where they cannot."""
    why = private()
    if why:
        skip(what, why)
    return not why


def mount(*arguments):
    subprocess.run(["mount", *[str(argument) for argument in arguments]], check=True)


@contextlib.contextmanager
def mounted(folder, *arguments):
    folder.mkdir(exist_ok=True)
    mount(*arguments, folder)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def tmpfs(folder, size="64m"):
    return mounted(folder, "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs")


def fill(site, folder):
    """Copies a site into a folder that is there already."""
    shutil.copytree(site, folder, symlinks=True, dirs_exist_ok=True)
