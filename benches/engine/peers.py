"""Matchings by other implementations, where they are installed; one that is not is passed over."""

import importlib
import random
import time


def graph(people, seed):
    draw = random.Random(seed)
    return [(a, b, draw.randint(1, 1_000_000)) for a in range(people) for b in range(a)]


def by_networkx(library, edges, people):
    whole = library.Graph()
    whole.add_weighted_edges_from(edges)
    return library.max_weight_matching(whole)


def by_rustworkx(library, edges, people):
    whole = library.PyGraph()
    whole.add_nodes_from(range(people))
    whole.add_edges_from(edges)
    return library.max_weight_matching(whole, weight_fn=int)


def main():
    for name, solve, people in [("networkx", by_networkx, 200), ("rustworkx", by_rustworkx, 400)]:
        try:
            library = importlib.import_module(name)
        except ImportError:
            print(f"{name}: not installed, passed over")
            continue
        edges = graph(people, 1)
        begun = time.perf_counter()
        solve(library, edges, people)
        print(f"{name}: {people} people, every pair: {1e3 * (time.perf_counter() - begun):.0f} ms")


if __name__ == "__main__":
    main()
