"""schemathesis's test of one operation, made when it runs: those of all operations take a quarter of a gigabyte.

EXAMPLES says how many cases each operation gets.
"""

import os
from collections.abc import Callable

import hypothesis
from schemathesis import Case
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.schemas import BaseSchema

EXAMPLES = int(os.environ.get("EXAMPLES", "30"))


def labels(schema: BaseSchema) -> list[str]:
    """Method and path of each operation."""
    return [found.ok().label for found in schema.get_all_operations()]


def fuzz(schema: BaseSchema, label: str, check: Callable[[Case], None], *, examples: int = EXAMPLES) -> None:
    """The examples of the contract, those at the edges of what it allows, and random ones."""

    @hypothesis.settings(max_examples=examples, suppress_health_check=list(hypothesis.HealthCheck))
    def checked(case: Case) -> None:
        check(case)

    operation = schema.find_operation_by_label(label)
    assert operation is not None
    build_operation_test(
        config=schema.config, operation=operation, test_func=checked, given_kwargs={}, feedback=FeedbackSources()
    )()
