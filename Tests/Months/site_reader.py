"""Reads a published site: records, CSV files, and the tables of its pages by their heads."""

import csv
import hashlib
import html
import json
import os
import pathlib
import re


TAG = re.compile(r"<(/?)(table|tr|td|th|data|br)\b([^>]*)>|<[^>]*>")
VALUE = re.compile(r'\bvalue="([^"]*)"')


def grids(text):
    """The tables of a page, each a list of rows, each a list of cells. A cell's figure is that of its <data value>."""
    found, cell, figure, position = [], None, None, 0
    for match in TAG.finditer(text):
        if cell is not None:
            cell.append(text[position:match.start()])
        position = match.end()
        is_end, tag = match[1], match[2]
        if tag == "table" and not is_end:
            found.append([])
        elif tag == "tr" and not is_end:
            found[-1].append([])
        elif tag in ("td", "th"):
            if not is_end:
                cell, figure = [], None
            elif cell is not None:
                said = " ".join(html.unescape("".join(cell)).split())
                found[-1][-1].append(said if figure is None else figure)
                cell = None
        elif tag == "data" and cell is not None and figure is None and not is_end:
            value = VALUE.search(match[3])
            figure = value and value[1]
    return found


def tables(path):
    """Each table of a page as (heads, rows), rows as dictionaries by head."""
    found = []
    for rows in grids(path.read_text()):
        if rows:
            heads = rows[0]
            found.append((heads, [dict(zip(heads, row)) for row in rows[1:]]))
    return found


def pages(folder, stem):
    """A list's pages: `index.html`, then `index~1.html` and so on."""
    return sorted([path for path in folder.glob(f"{stem}*.html")
                   if path.name == f"{stem}.html" or path.name[len(stem):-5].lstrip("~").isdigit()])


def read_csv(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


class Site:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.manifest = json.loads((self.folder / "manifest.json").read_text())
        self.records = {}
        self.months = {}
        for path in sorted((self.folder / "finance/records").glob("*.jsonl")):
            for line in path.read_text().splitlines():
                record = json.loads(line)
                self.records[record["invoice_number"]] = record
                self.months.setdefault(path.stem, []).append(record)

    @property
    def as_of(self):
        return self.manifest["as_of"]


def snapshot(folder):
    """All that a folder holds, by path, with what a write would change: content, inode and time."""
    found = {}
    if not os.path.isdir(folder):
        return found
    for root, folders, files in os.walk(folder):
        for name in files:
            path = os.path.join(root, name)
            state = os.stat(path)
            found[os.path.relpath(path, folder)] = (state.st_ino, state.st_mtime_ns, state.st_size)
        for name in folders:
            found[os.path.relpath(os.path.join(root, name), folder) + "/"] = None
    return found


def contents(folder):
    """All files of a folder by path, by the hash of their bytes."""
    found = {}
    for root, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def differing(one, other):
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
