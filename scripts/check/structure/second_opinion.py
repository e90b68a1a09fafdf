"""What frictionless says of the tables; made to run in a process of its own, beside the rest."""

import warnings
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from scripts.package.patterns import compiled

NO_LIMIT = 10**9


@dataclass
class Opinion:
    """What frictionless found: errors as (resource, row, column, type, note), and why it stopped.

    Its row 2 is the first one under the header, wherever that stands in the file.
    """

    errors: list[tuple[str, int, str, str, str]] = field(default_factory=list)
    stops: list[tuple[str, str]] = field(default_factory=list)


def opinion(root: Path, descriptor: dict) -> Opinion:
    """Validate the tables of a descriptor with frictionless; nothing outside `root` is read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import FrictionlessException, system
        from frictionless.schema import field as of_fields

        # Its own engine is Python's, which may never end on a pattern of a stranger.
        of_fields.re = SimpleNamespace(compile=compiled)
        try:
            with system.use_context(trusted=False):
                report = _package(root, descriptor).validate(limit_errors=NO_LIMIT)
        except FrictionlessException as refused:
            return Opinion(stops=[("", refused.error.note)])
    said = Opinion(stops=[("", error.note) for error in report.errors])
    for task in report.tasks:
        said.stops += [(task.name, warning) for warning in task.warnings]
        for error in task.errors:
            row = getattr(error, "row_number", None)
            column = getattr(error, "field_name", None) or next(iter(getattr(error, "field_names", [])), "")
            if row is None:
                said.stops.append((task.name, error.message))
            else:
                said.errors.append((task.name, row, column, error.type, error.note))
    return said


class KeptRows(nullcontext):
    """Rows of a table in the place of its copy, which frictionless opens once for every foreign key."""

    schema = None

    def __init__(self, rows: list):
        super().__init__(self)
        self.row_stream = rows

    def to_copy(self) -> "KeptRows":
        """Return the same rows: nobody changes them."""
        return self


def _package(root: Path, descriptor: dict):
    """A package that reads what foreign keys refer to once; else four rows of five are read anew."""
    from frictionless import Package

    class ReadOnce(Package):
        kept: dict[str, KeptRows]

        def get_resource(self, name: str):
            if name not in self.kept:
                resource = super().get_resource(name).to_copy()
                resource.schema.foreign_keys = []  # as frictionless does: keys may lead round in a circle
                self.kept[name] = KeptRows(resource.read_rows())
            return self.kept[name]

    plain = Package.from_descriptor(descriptor, basepath=str(root))
    package = ReadOnce(name=plain.name, resources=plain.resources, basepath=str(root))
    package.kept = {}
    return package
