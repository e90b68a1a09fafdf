"""Operands side by side: one row for every comparison that some checks ask for."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

import numpy as np
import pandas as pd

from scripts.reconcile.bounds import Bounds


class Operands:
    """All operands of all checks, and where in the frame those of each check and role stand."""

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame.reset_index(drop=True)
        self.places = defaultdict(list)
        for place, key in enumerate(zip(self.frame["check_id"], self.frame["role"], strict=True)):
            self.places[key].append(place)


class Comparisons:
    """The operands of some checks side by side, one row a combination of the single roles."""

    def __init__(self, check_ids: Iterable[str], operands: Operands, roles: list[str]):
        self.operands, self.roles = operands, roles
        combinations = [
            (check_id, *combination)
            for check_id in check_ids
            for combination in product(*(operands.places[check_id, role] for role in roles))
        ]
        self.check_ids = [check_id for check_id, *_ in combinations]
        self.rows = {role: np.array([c[at] for c in combinations], dtype=int) for at, role in enumerate(roles, start=1)}

    def __len__(self) -> int:
        return len(self.check_ids)

    def get(self, role: str, column: str) -> np.ndarray:
        """A column of the operand in a single role."""
        return self.operands.frame[column].to_numpy()[self.rows[role]]

    def bounds(self, role: str, kind: str = "") -> Bounds:
        """The intervals of the operand in a single role."""
        return Bounds(self.get(role, f"{kind}low"), self.get(role, f"{kind}high"))

    def differ(self, one: str, of_one: tuple, other: str, of_other: tuple) -> np.ndarray:
        """Whether two operands differ in any pair of columns (missing equals missing)."""
        pairs = zip(of_one, of_other, strict=True)
        return np.any([_unequal(self.get(one, a), self.get(other, b)) for a, b in pairs], axis=0)

    def all_in(self, role: str) -> pd.DataFrame:
        """All operands in a role, with `row`: the combination that takes them together."""
        places = [self.operands.places[check_id, role] for check_id in self.check_ids]
        taken = self.operands.frame.take([place for group in places for place in group])
        return taken.assign(row=np.repeat(np.arange(len(self)), [len(group) for group in places]))

    def any_differs(self, of_figure: tuple, operands: pd.DataFrame, of_operands: tuple) -> np.ndarray:
        """Whether, for each figure, some of the operands differs in any pair of columns."""
        differs, at = np.zeros(len(self), dtype=bool), operands["row"].to_numpy()
        for one, other in zip(of_figure, of_operands, strict=True):
            unequal = _unequal(operands[other].to_numpy(), self.get("figure", one)[at])
            np.logical_or.at(differs, at, unequal)
        return differs

    def made(self, left: Bounds, right: Bounds, tolerance, across, result, n_operands=1) -> pd.DataFrame:
        """The rows to return."""
        statements = {f"{role}_statement_id": self.get(role, "statement_id") for role in self.roles}
        return pd.DataFrame(
            {
                "check_id": self.check_ids, **statements,
                "left_low": left.low, "left_high": left.high, "right_low": right.low, "right_high": right.high,
                "tolerance": tolerance, "across_perimeters": across, "result": result, "n_operands": n_operands,
            }
        )  # fmt: skip


def _unequal(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (one != other) & ~(pd.isna(one) & pd.isna(other))
