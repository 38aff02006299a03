"""Writes rows as exports: CSV, JSON or JSON Lines, packed or not, in one file or several."""

import csv
import gzip
import io
import json
import re

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
NUMBERS = {"amount", "quantity", "unit_price", "subtotal", "total", "tax", "tax_rate"}


def columns(rows):
    """All columns that any row has, in the order in which they turn up."""
    found = {}
    for row in rows:
        for name in row:
            found[name] = True
    return list(found)


def as_csv(rows, newline):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns(rows), restval="", lineterminator=newline)
    writer.writeheader()
    writer.writerows({name: "" if value is None else value for name, value in row.items()} for row in rows)
    return stream.getvalue()


def value(name, said):
    if said is None or said == "":
        return "null"
    if name in NUMBERS and NUMBER.fullmatch(said):
        return said
    return json.dumps(said, ensure_ascii=False)


def as_json(row):
    return "{" + ", ".join(f"{json.dumps(name)}: {value(name, said)}" for name, said in row.items()) + "}"


def write(folder, kind, rows, random, plain=False):
    """One kind of export; the choice of form is the random generator's."""
    if not rows:
        return
    rows = list(rows)
    form = "csv" if plain else random.choice(["csv", "csv", "csv", "json", "jsonl"])
    pieces = [rows]
    if len(rows) > 3 and random.random() < 0.2:
        cut = random.randrange(1, len(rows))
        pieces = [rows[:cut], rows[cut:]]
    for position, piece in enumerate(pieces):
        if form == "csv":
            content = as_csv(piece, random.choice(["\n", "\n", "\r\n"]))
        elif form == "json":
            content = "[" + ",\n".join(map(as_json, piece)) + "]\n"
        else:
            content = "".join(as_json(row) + "\n" for row in piece)
        name = f"{kind}{'-' + str(position + 1) if len(pieces) > 1 else ''}.{form}"
        data = content.encode()
        if random.random() < 0.15:
            name, data = name + ".gz", gzip.compress(data, mtime=0)
        (folder / name).write_bytes(data)
