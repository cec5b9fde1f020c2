"""Rounds of tables for Timefold: run by peers.py where the package is installed."""

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    ConstraintCollectors,
    ConstraintFactory,
    HardSoftScore,
    Joiners,
    constraint_provider,
)


@dataclass
class Table:
    id: Annotated[int, PlanningId]
    seats: int


@planning_entity
@dataclass
class Seat:
    id: Annotated[int, PlanningId]
    person: int
    turn: int
    table: Annotated[Table | None, PlanningVariable] = field(default=None)


@planning_solution
@dataclass
class Evening:
    tables: Annotated[list[Table], ProblemFactCollectionProperty, ValueRangeProvider]
    seats: Annotated[list[Seat], PlanningEntityCollectionProperty]
    score: Annotated[HardSoftScore | None, PlanningScore] = field(default=None)


@constraint_provider
def demands(factory: ConstraintFactory):
    return [
        factory.for_each(Seat)
        .group_by(lambda seat: seat.turn, lambda seat: seat.table, ConstraintCollectors.count())
        .filter(lambda turn, table, count: count > table.seats)
        .penalize(HardSoftScore.ONE_HARD, lambda turn, table, count: count - table.seats)
        .as_constraint("too many at a table"),
        factory.for_each_unique_pair(
            Seat, Joiners.equal(lambda seat: seat.turn), Joiners.equal(lambda seat: seat.table)
        )
        .group_by(
            lambda a, b: min(a.person, b.person) * 1000 + max(a.person, b.person), ConstraintCollectors.count_bi()
        )
        .filter(lambda pair, count: count > 1)
        .penalize(HardSoftScore.ONE_SOFT, lambda pair, count: count - 1)
        .as_constraint("met before"),
    ]


def solve(tables, seats, rounds, seconds):
    """`plan[round][person]` is a table."""
    places = [Table(n, seats) for n in range(tables)]
    people = tables * seats
    all_seats = [
        Seat(turn * people + person, person, turn, places[(person // seats + turn * (person % seats)) % tables])
        for turn in range(rounds)
        for person in range(people)
    ]
    config = SolverConfig(
        solution_class=Evening,
        entity_class_list=[Seat],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=demands),
        termination_config=TerminationConfig(spent_limit=Duration(seconds=seconds)),
    )
    best = SolverFactory.create(config).build_solver().solve(Evening(places, all_seats))
    if best.score.hard_score < 0:
        return None
    return [[s.table.id for s in best.seats if s.turn == turn] for turn in range(rounds)]
