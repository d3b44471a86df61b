"""Logical expressions over statuses, as AICC's .cmp and .pre files have them (CMI001, 6.4.1.4 and 6.4.1.6).

Identifiers joined by `&` (and), `|` (or), `~` (not), `=` and `<>` (compared with a status), `{}` sets, `3*{...}` (at
least three of), and parentheses. An identifier alone holds once its element is completed or passed.
"""

import re
from collections.abc import Callable

from hornbook_server.domain.progress.results import Completion, Result, Success

ResultOf = Callable[[str], Result | None]

_TOKEN = re.compile(r'\s*(<>|[&|~=(){},*]|"[^"]*"|[^\s&|~=<>(){},*"]+)')
_WORDS = {"p": "passed", "f": "failed", "c": "completed", "i": "incomplete", "n": "not attempted"}
_DEEPEST = 50
_MOST_DIGITS = 6


def holds(script: str, result_of: ResultOf) -> bool:
    """Raises ValueError where the script cannot be read, or names what is not there."""
    reader = _Reader(_tokens(script), result_of)
    found = reader.either()
    reader.end()
    return found


def _tokens(script: str) -> list[str]:
    found, at, text = [], 0, script.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError(script)
        found.append(match[1].strip('"'))
        at = match.end()
    return found


class _Reader:
    def __init__(self, words: list[str], result_of: ResultOf) -> None:
        self._words, self._result_of = words, result_of
        self._at = self._depth = 0

    def end(self) -> None:
        if self._at < len(self._words):
            raise ValueError(self._words[self._at])

    def either(self) -> bool:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("nested too deeply")
        found = self._both()
        while self._take("|"):
            found = self._both() or found
        self._depth -= 1
        return found

    def _both(self) -> bool:
        found = self._one()
        while self._take("&"):
            found = self._one() and found
        return found

    def _one(self) -> bool:
        negated = False
        while self._take("~"):
            negated = not negated
        return self._plain() is not negated

    def _plain(self) -> bool:
        if self._take("("):
            found = self.either()
            self._expect(")")
            return found
        return all(self._set()) if self._take("{") else self._compared(self._next())

    def _compared(self, word: str) -> bool:
        if self._take("*"):
            self._expect("{")
            return sum(self._set()) >= int(word[:_MOST_DIGITS])
        if self._take("="):
            return self._is(word, self._next())
        if self._take("<>"):
            return not self._is(word, self._next())
        return self._found(word).satisfied

    def _set(self) -> list[bool]:
        members = [self.either()]
        while self._take(","):
            members.append(self.either())
        self._expect("}")
        return members

    def _is(self, identifier: str, wanted: str) -> bool:
        result = self._found(identifier)
        match _WORDS.get(wanted[:1].lower()):
            case "passed":
                return result.success is Success.PASSED
            case "failed":
                return result.success is Success.FAILED
            case "completed":
                return result.completion is Completion.COMPLETED
            case "incomplete":
                return result.completion is Completion.INCOMPLETE
            case "not attempted":
                return not result.attempts
        raise ValueError(wanted)

    def _found(self, identifier: str) -> Result:
        result = self._result_of(identifier)
        if result is None:
            raise ValueError(identifier)
        return result

    def _take(self, word: str) -> bool:
        taken = self._words[self._at : self._at + 1] == [word]
        self._at += taken
        return taken

    def _expect(self, word: str) -> None:
        if not self._take(word):
            raise ValueError(word)

    def _next(self) -> str:
        if self._at >= len(self._words):
            raise ValueError("end")
        self._at += 1
        return self._words[self._at - 1]
