"""No regular expression of the package readers takes long on text that is made for it."""

import gc
import importlib
import itertools
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from hornbook_server import packages
from hornbook_server.packages import aicc_tables, edition, foreign

# A reader that goes back over the text takes seconds or minutes for the second size; others milliseconds.
SIZES = (5_000, 100_000)
SECONDS = 0.25
USES = re.compile(r"(?<![\w.])((?:\w+\.)?)(_?[A-Z][A-Z0-9_]*)\.(match|fullmatch|search|sub|split|finditer|findall)\b")
HEADS = ("", '"', "a", "<?xml ", "<!--", "?", "[", "http://a", "ID3\x03\0\0", "/", "xmlns:")
UNITS = (
    " ",
    "\t",
    "\n",
    "\0",
    '"',
    '" ',
    '""',
    ',"a',
    '"a",',
    "a",
    "a ",
    "1",
    ".",
    "?",
    "? ",
    "<",
    "<!--",
    "-->",
    "<?xml ",
)
UNITS += (
    "[",
    "]",
    "[a",
    "/",
    "//",
    "\\",
    ":",
    "a:",
    "-",
    "=",
    ";",
    "\x80",
    "é\x80",
    "__MACOSX/",
    "/__MACOSX/",
    "ADL ",
    "J1",
)
TAILS = ("", "\n\n\x01")

Read = Callable[[str], object]


def readers() -> dict[str, Read]:
    """Each expression of each module, as it is used."""
    modules = {
        one.name: importlib.import_module(f"{packages.__name__}.{one.name}")
        for one in pkgutil.iter_modules(packages.__path__)
    }
    found: dict[str, Read] = {}
    for name, module in modules.items():
        for owner, constant, method in USES.findall(Path(str(module.__file__)).read_text()):
            pattern = getattr(modules[owner[:-1]] if owner else module, constant)
            found[f"{name}: {owner}{constant}.{method}"] = partial(_use, pattern, method)
    for number, (pattern, _) in enumerate(edition._VERSIONS + edition._NAMESPACES + edition._OTHERS):
        found[f"edition: mark {number}"] = partial(_use, re.compile(pattern, re.IGNORECASE), "search")
    for number, row in enumerate(foreign._ARCHIVES):
        found[f"foreign: archive {number}"] = partial(_use, re.compile(row[0]), "fullmatch")
    for delimiter in ",;\t":
        found[f"aicc_tables: cells between {delimiter!r}"] = lambda text, one=delimiter: _all(
            aicc_tables._split_loosely(text, one)
        )
    return found


def _use(pattern: re.Pattern[str] | re.Pattern[bytes], method: str, text: str) -> None:
    given = text.encode("latin-1") if isinstance(pattern.pattern, bytes) else text
    replacement = [b"" if isinstance(given, bytes) else ""] if method == "sub" else []
    answer = getattr(pattern, method)(*replacement, given)
    if method == "finditer":
        _all(answer)


def _all(answers: Iterator[object]) -> None:
    for _ in answers:
        pass


READERS = readers()


@pytest.fixture
def uncollected() -> Iterator[None]:
    """What is measured pays for no garbage of the tests before it."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("name", READERS)
def test_an_expression_reads_hostile_text_in_linear_time(name, uncollected):
    heads = HEADS if name.endswith("match") else HEADS[:1]
    for size, head, unit, tail in itertools.product(SIZES, heads, UNITS, TAILS):
        text = head + unit * (size // len(unit)) + tail
        began = time.thread_time()  # of the process, others have their part
        READERS[name](text)
        assert time.thread_time() - began < SECONDS, (head, unit, tail, size)


def test_every_expression_is_tried():
    sources = [one.read_text() for one in Path(packages.__path__[0]).glob("*.py")]
    compiled = [name for source in sources for name in re.findall(r"^(_?[A-Z]\w*) = re\.compile", source, re.MULTILINE)]
    tried = {re.split(r"[ .]", name)[-2] for name in READERS}
    assert {name for name in compiled if name not in tried} == set()
