"""Draws quality against time: lines `family,seconds,seed,quality` in, one SVG a family out.

    cargo bench -p engine --bench rounds -- curves > curves.csv
    python3 benches/engine/plot.py curves.csv docs/engine-benchmarks

The line is the median over seeds, the band goes from the worst to the best. Standard library only.
"""

import csv
import math
import statistics
import sys
from collections import defaultdict
from pathlib import Path

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 320, 56, 40, 16, 44
# Family: title, what is measured, the limit drawn, if any.
FAMILIES = {
    "1000x8x6": ("1,000 people, tables of 8, 6 rounds, weighted", "% of the hidden plan", 98),
    "1000x6x10": ("1,000 people, tables of 6, 10 rounds, weighted", "% of the hidden plan", None),
    "50000x8x6": ("50,000 people, tables of 8, 6 rounds, weighted", "% of the hidden plan", 95),
    "50000x6x10": ("50,000 people, tables of 6, 10 rounds, weighted", "% of the hidden plan", 95),
    "demands-1000": ("1,000 people, demands, no seat to spare", "demands broken", 0),
    "demands-5000": ("5,000 people, demands, no seat to spare", "demands broken", 0),
    "8x4-9": ("8 tables of 4, 9 rounds, search only", "repeats", 0),
    "10x5-9": ("10 tables of 5, 9 rounds, search only", "repeats", 0),
    "20x5-17": ("20 tables of 5, 17 rounds, search only", "repeats", 0),
    "10x5-12": ("10 tables of 5, 12 rounds, search only", "repeats", 80),
}
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #182029 }
  .title { font-weight: 600 } .muted { fill: #525960 }
  .axis { stroke: #6c7278; fill: none } .limit { stroke: #a51f1b; stroke-dasharray: 5 4; fill: none }
  .line { stroke: #17559b; stroke-width: 2; fill: none } .band { fill: #17559b; opacity: .18 }
  .ground { fill: #fcfcf9 }
  @media (prefers-color-scheme: dark) {
    text { fill: #eceff2 } .muted { fill: #acb2b9 } .axis { stroke: #80878e }
    .limit { stroke: #f7958d } .line { stroke: #85bcf5 } .band { fill: #85bcf5 }
    .ground { fill: #12171b }
  }
"""


def draw(title, unit, limit, points):
    """One picture; `points` maps seconds to the qualities of all seeds."""
    times = sorted(points)
    values = [v for vs in points.values() for v in vs] + ([limit] if limit is not None else [])
    low, high = min(values), max(values)
    margin = max((high - low) * 0.08, 1)
    low, high = low - margin, high + margin
    first, last = math.log(times[0]), math.log(times[-1])

    def x(seconds):
        return LEFT + (math.log(seconds) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM)

    def path(of):
        return [f"{x(t):.1f},{y(of(points[t])):.1f}" for t in times]

    floor = HEIGHT - BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{title}: {unit} against seconds</title><style>{STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text class="title" x="{LEFT}" y="22">{title}</text>',
        f'<path class="axis" d="M{LEFT} {TOP}V{floor}H{WIDTH - RIGHT}"/>',
        f'<polygon class="band" points="{" ".join(path(min) + path(max)[::-1])}"/>',
        f'<polyline class="line" points="{" ".join(path(statistics.median))}"/>',
    ]
    if limit is not None:
        parts.append(f'<path class="limit" d="M{LEFT} {y(limit):.1f}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{WIDTH - RIGHT}" y="{y(limit) - 5:.1f}" text-anchor="end">limit {limit}</text>')
    for t in times:
        anchor = "end" if t == times[-1] else "middle"
        parts.append(f'<text class="muted" x="{x(t):.1f}" y="{floor + 18}" text-anchor="{anchor}">{t:g} s</text>')
    for step in range(5 if high - low > 2 * margin else 1):
        value = low + margin + (high - low - 2 * margin) * step / 4
        label = f"{value:.0f}" if high - low > 8 else f"{value:.1f}"
        parts.append(f'<text class="muted" x="{LEFT - 6}" y="{y(value) + 4:.1f}" text-anchor="end">{label}</text>')
    parts.append(f'<text class="muted" x="{LEFT}" y="{HEIGHT - 8}">{unit}; median of seeds, band from worst to best</text>')
    return "\n".join(parts + ["</svg>"]) + "\n"


def main(source, folder):
    families = defaultdict(lambda: defaultdict(list))
    with open(source) as lines:
        for family, seconds, _, quality in csv.reader(lines):
            families[family][float(seconds)].append(float(quality))
    for family, (title, unit, limit) in FAMILIES.items():
        if families[family]:
            picture = draw(title, unit, limit, families[family])
            (Path(folder) / f"{family}.svg").write_text(picture)


if __name__ == "__main__":
    main(*sys.argv[1:])
