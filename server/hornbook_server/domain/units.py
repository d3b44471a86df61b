"""What a standard knows of one activity beyond its title and page; values as the package has them."""

from msgspec import Struct


class Cmi5Unit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How an assignable unit is opened and when it is satisfied (cmi5 13.1.4)."""

    launch_method: str = "AnyWindow"
    move_on: str = "NotApplicable"
    entitlement_key: str = ""


class CompletionRequirement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A row of a .cmp file: where `requirement` holds, the unit or block has the status `result` (CMI001)."""

    requirement: str
    result: str = ""
    next: str = ""
    return_to: str = ""


class AiccUnit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The columns of an .au row that only AICC has, and the rows of the .cmp file (CMI001, files .au and .cmp).

    Scores are raw: points of a score from 0 to `max_score`.
    """

    kind: str = ""
    mastery_score: str = ""
    max_score: str = ""
    password: str = ""
    command_line: str = ""
    system_vendor: str = ""
    completion: tuple[CompletionRequirement, ...] = ()
