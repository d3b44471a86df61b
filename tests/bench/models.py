"""What the three forms of generated models cost: a page of 100 courses out, and the same page back in.

Prints microseconds (best of the rounds) and, beside them, the ratio to msgspec.Struct (median over the rounds, whose
runs are interleaved). `python tests/bench/models.py`
"""

import sys
import time
from collections.abc import Callable
from statistics import median
from types import ModuleType

import msgspec
import orjson

import wire_models
from hornbook_contract import openapi_document

ROUNDS, RUNS, COURSES = 15, 40, 100
ROWS = [
    (
        f"course-{n}",
        f"Course {n}",
        f"urn:example:{n}",
        "2026-11-02T09:30:00.000Z",
        n % 3,
        "SCORM12",
        ["golf", "english"],
    )
    for n in range(COURSES)
]


def generated(kind: str) -> ModuleType:
    """The models of our contract in this form, as a module."""
    module = ModuleType(f"generated_{kind.replace('.', '_')}")
    sys.modules[module.__name__] = module
    exec(wire_models.models(openapi_document(), kind), module.__dict__)
    return module


def page(models: ModuleType) -> object:
    course = models.CourseSchema
    return models.CourseListSchema(
        courses=[
            course(
                id=key,
                title=title,
                xapi_activity_id=iri,
                created=created,
                version=version,
                course_learning_standard=standard,
                tags=tags,
            )
            for key, title, iri, created, version, standard, tags in ROWS
        ]
    )


def page_by_wire_names(models: ModuleType) -> object:
    """The same; pydantic's constructors take the names of the wire."""
    course = models.CourseSchema
    return models.CourseListSchema(
        courses=[
            course(
                id=key,
                title=title,
                xapiActivityId=iri,
                created=created,
                version=version,
                courseLearningStandard=standard,
                tags=tags,
            )
            for key, title, iri, created, version, standard, tags in ROWS
        ]
    )


def variants() -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    """By form: build and encode; decode and check."""
    structs, dataclasses, pydantic = map(
        generated, ("msgspec.Struct", "dataclasses.dataclass", "pydantic_v2.BaseModel")
    )
    encode = msgspec.json.Encoder().encode
    body = encode(page(structs))
    by_attribute = orjson.dumps(page(dataclasses))
    decode_structs = msgspec.json.Decoder(structs.CourseListSchema).decode
    decode_dataclasses = msgspec.json.Decoder(dataclasses.CourseListSchema).decode
    return {
        "msgspec.Struct": (lambda: encode(page(structs)), lambda: decode_structs(body)),
        "dataclass, orjson and msgspec": (
            lambda: orjson.dumps(page(dataclasses)),
            lambda: decode_dataclasses(by_attribute),
        ),
        "pydantic v2": (
            lambda: page_by_wire_names(pydantic).model_dump_json(by_alias=True, exclude_unset=True),
            lambda: pydantic.CourseListSchema.model_validate_json(body),
        ),
    }


def microseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    for _ in range(RUNS):
        call()
    return (time.perf_counter() - started) / RUNS * 1e6


def main() -> None:
    measured = variants()
    rounds = [{form: tuple(map(microseconds, pair)) for form, pair in measured.items()} for _ in range(ROUNDS)]
    sys.stdout.write(f"{COURSES} courses{'':20} build+encode µs   ratio   decode+check µs   ratio\n")
    for form in measured:
        best = [min(one[form][way] for one in rounds) for way in (0, 1)]
        ratio = [median(one[form][way] / one["msgspec.Struct"][way] for one in rounds) for way in (0, 1)]
        sys.stdout.write(f"{form:31} {best[0]:15.0f} {ratio[0]:7.1f} {best[1]:17.0f} {ratio[1]:7.1f}\n")


if __name__ == "__main__":
    main()
