"""Every finding of reading a package, by its stable code: what it means, why it matters, and what to do."""

from importlib.resources import files

import msgspec
from msgspec import Struct

from hornbook_server.domain.package import Severity


class Explanation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds for a code wherever it is met.

    `severity` is that of the package that is read all the same; `refuses` says when the same thing ends the reading,
    which is an error. `rule` names document and section, empty where no standard speaks of it.
    """

    severity: Severity
    means: str
    why: str
    fix: str
    rule: str = ""
    refuses: str = ""

    def parts(self) -> tuple[tuple[str, str], ...]:
        """What there is to tell, by the name of each part."""
        parts = (
            ("Severity", f"{self.severity} or error" if self.refuses else self.severity.value),
            ("Meaning", self.means),
            ("An error", self.refuses),
            ("Why", self.why),
            ("Rule", self.rule),
            ("Fix", self.fix),
        )
        return tuple((name, text) for name, text in parts if text)


CATALOGUE = msgspec.toml.decode(
    files("hornbook_server.packages").joinpath("catalogue.toml").read_bytes(), type=dict[str, Explanation]
)
