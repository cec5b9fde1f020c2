"""The same work by other implementations, where they are installed; one that is not is passed over.

Matchings by networkx and rustworkx; eight tables of four in eight rounds by OR-tools and Timefold (which needs
a Java of 17 or later), each with two threads for PEER_SECONDS (60)."""

import importlib
import os
import random
import sys
import time
from itertools import combinations

SECONDS = int(os.environ.get("PEER_SECONDS", "60"))
TABLES, SEATS, ROUNDS = 8, 4, 8


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


def repeats(plan):
    """How many times a pair meets that met before; `plan[round][person]` is a table."""
    met = [frozenset(pair) for tables in plan for pair in combinations(range(len(tables)), 2)
           if tables[pair[0]] == tables[pair[1]]]
    return len(met) - len(set(met))


def by_ortools(library):
    """CP-SAT: who sits where, which pairs meet when, and how often beyond once."""
    from ortools.sat.python import cp_model

    model, people = cp_model.CpModel(), range(TABLES * SEATS)
    sits = {(r, p, t): model.new_bool_var("") for r in range(ROUNDS) for p in people for t in range(TABLES)}
    for r in range(ROUNDS):
        for p in people:
            model.add_exactly_one(sits[r, p, t] for t in range(TABLES))
        for t in range(TABLES):
            model.add(sum(sits[r, p, t] for p in people) == SEATS)
    beyond = []
    for a, b in combinations(people, 2):
        together = []
        for r in range(ROUNDS):
            for t in range(TABLES):
                both = model.new_bool_var("")
                model.add_bool_or(sits[r, a, t].negated(), sits[r, b, t].negated(), both)
                together.append(both)
        over = model.new_int_var(0, ROUNDS, "")
        model.add(over >= sum(together) - 1)
        beyond.append(over)
    for p in people:  # the first round is given
        model.add(sits[0, p, p // SEATS] == 1)
    model.minimize(sum(beyond))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = SECONDS, 2
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [[next(t for t in range(TABLES) if solver.value(sits[r, p, t])) for p in people] for r in range(ROUNDS)]


def by_timefold(library):
    """Local search over the table of each person in each round, by swaps."""
    import timefold_rounds

    return timefold_rounds.solve(TABLES, SEATS, ROUNDS, SECONDS)


def rounds():
    for name, solve in [("ortools", by_ortools), ("timefold", by_timefold)]:
        try:
            library = importlib.import_module(name)
        except ImportError:
            print(f"{name}: not installed, passed over")
            continue
        plan = solve(library)
        told = "no plan" if plan is None else f"{repeats(plan)} repeats"
        print(f"{name}: {TABLES}x{SEATS}, {ROUNDS} rounds: {told} after {SECONDS} s")
        sys.stdout.flush()


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
    rounds()


if __name__ == "__main__":
    main()
