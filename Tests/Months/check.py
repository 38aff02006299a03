"""Random companies over months: every step is held against an independent calculator, and all lists against each other.

    check.py --report BINARY [--templates DIR] [--seeds N] [--first SEED] [--jobs N] [--months N] [--keep DIR]
             [--days N] [--only-seeds]

The calculator (money, bill, ledger) knows the rules of money alone and nothing of the tool. A failure names the seed, the steps
that led to it, and the command that does it again; with --keep the folder of each seed stays. Ends with 1 where anything is wrong.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import shutil
import sys
import tempfile
import time
import traceback

import samples
from bench import Wrong


def try_seed(arguments, seed, folder):
    """What is wrong with a seed's months, None where nothing is, with the number of runs and of steps."""
    from machine import Machine
    folder.mkdir(parents=True)
    machine = Machine(arguments.report, arguments.templates, folder, seed, arguments.months)
    try:
        machine.run()
        wrong = None
    except Wrong as found:
        wrong = str(found)
    except Exception:
        wrong = traceback.format_exc()
    if wrong:
        wrong += "\nsteps:\n  " + "\n  ".join(machine.told)
    if not arguments.keep:
        shutil.rmtree(folder, ignore_errors=True)
    return seed, wrong, machine.bench.runs, collections.Counter(text.split()[0] for text in machine.told)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--report", type=pathlib.Path, required=True)
    parser.add_argument("--templates", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=pathlib.Path, help="where the folders of the seeds stay")
    parser.add_argument("--days", type=int, default=12, help="how many days of each sample")
    parser.add_argument("--months", type=int, help="of each company; 3 to 5, unless this says otherwise")
    parser.add_argument("--only-seeds", action="store_true", help="no samples")
    arguments = parser.parse_args()
    arguments.report = arguments.report.resolve()
    arguments.templates = arguments.templates and arguments.templates.resolve()
    start = time.monotonic()
    failures, runs, steps = 0, 0, collections.Counter()
    with tempfile.TemporaryDirectory(prefix="report-months-") as temporary, \
            concurrent.futures.ProcessPoolExecutor(arguments.jobs) as pool:
        root = (arguments.keep or pathlib.Path(temporary)).resolve()
        tried = {} if arguments.only_seeds else {
            name: pool.submit(samples.try_sample, arguments.report, arguments.templates, root / name, *sample, arguments.days)
            for name, sample in samples.samples(pathlib.Path(__file__).resolve().parents[2]).items()}
        futures = [pool.submit(try_seed, arguments, seed, root / f"seed-{seed}")
                   for seed in range(arguments.first, arguments.first + arguments.seeds)]
        for future in concurrent.futures.as_completed(futures):
            seed, wrong, count, told = future.result()
            runs, steps = runs + count, steps + told
            if wrong:
                failures += 1
                print(f"months: seed {seed}: {wrong}\nmonths: again: script/months-test --seeds 1 --first {seed} --keep months-{seed}\n",
                      file=sys.stderr, flush=True)
        for name, future in tried.items():
            wrong, count = future.result()
            runs += count
            if wrong:
                failures += 1
                print(f"months: lists of {name}: " + "\n  ".join(wrong[:20]), file=sys.stderr, flush=True)
    print(f"months: {len(tried)} samples, {arguments.seeds} companies, {runs} runs of the tool, {failures} failures, {time.monotonic() - start:.0f} s")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
