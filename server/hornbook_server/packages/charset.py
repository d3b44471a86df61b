"""Text whose encoding nobody declares: AICC descriptors and member names of old zips."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

# Lines that are not ASCII, and their bytes: plenty to tell encodings apart.
_SAMPLE = 200
_LONGEST = 2000
_ENOUGH = 2**16
_FOREIGN = re.compile(rb"[\x80-\xff]")

# What Windows, the web's older pages and Unix write, the likelier ones first; and what DOS and its zip tools write.
_WRITTEN = (
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp874",
    "cp932",
    "euc-jp",
    "gb18030",
    "big5",
    "cp949",
    "koi8-r",
    "koi8-u",
    "iso8859-2",
)
_DOS = ("cp437", "cp850", "cp852", "cp866", "cp862", "cp737", "cp857")
_WITH_CAPITALS = ("cp1251", "cp866", "cp1253", "cp737")
_ALL = (*_WRITTEN, *_DOS)
# All that names of files may be in; the models of languages have none of the further ones.
ENCODINGS = (*_ALL, "iso8859-5", "mac-roman", "mac-cyrillic", "cp775", "cp860", "cp865")
# How much likelier than others an encoding is before anything is read: in files of Windows, and in names of old zips.
_KOI8 = {"koi8-r": 0.6, "koi8-u": 0.5}
_IN_WINDOWS = {"cp1252": 1.2, "cp1254": 1.3, "cp1251": 1.5} | _KOI8 | dict.fromkeys(_DOS, 0.7)
_IN_DOS = {"cp437": 1.5, "cp1252": 0.9} | _KOI8

_ALPHABETS = (
    "A-Za-z\u00c0-\u024f",
    "\u0370-\u03ff",
    "\u0400-\u052f",
    "\u0590-\u05ff",
    "\u0600-\u06ff",
    "\u0e00-\u0e7f",
)
# Letters of two alphabets side by side, Latin words of accents alone, controls, box drawings: nobody writes these.
_GARBAGE = re.compile(
    "|".join(f"[{one}][{''.join(other for other in _ALPHABETS if other != one)}]" for one in _ALPHABETS)
    + "|(?<![A-Za-z\u00c0-\u024f])[\u00c0-\u024f]{3,}(?![A-Za-z\u00c0-\u024f])|[\x80-\x9f\u2500-\u259f]"
)
# A letter of another alphabet beside Latin words or numbers, where "è", "50 €" or "Größe" was written, if the text has
# no words in that alphabet.
_LETTER, _HAN = "[\u0370-\u06ff]", "[\u3400-\u9fff]"
_ALONE = re.compile(
    rf"[A-Za-z]['\u2019]{_LETTER}|(?<!\w){_LETTER}(?= [A-Za-z0-9])|(?<=[A-Za-z0-9] ){_LETTER}(?!\w)"
    rf"|(?<=\d){_LETTER}(?!\w)|(?<=[A-Za-z]){_HAN}(?=[a-z])"
)
_WORD = re.compile(f"{_LETTER}{{2}}|{_HAN}{{2}}")


def guess(*data: bytes, fallback: str) -> str:
    """The likeliest encoding of undeclared texts: UTF-8 if they are that, else the one in which they read best.

    The fallback says whose texts they are, DOS's (cp437) or those of Windows. docs/adr/0009 has the measurements.
    """
    sample = b"\n".join(islice(_telling(data), _SAMPLE))
    if _decoded(sample, "utf-8") is not None:
        return "utf-8"
    found = _likelihoods(sample) | _likelihoods_in_small_letters(sample)
    texts = {name: text for name in (*found, *_ALL) if (text := _decoded(sample, name)) is not None}
    return max(texts, key=lambda name: _plausibility(name, texts[name], found.get(name, 0), fallback), default=fallback)


def _telling(texts: Iterable[bytes]) -> Iterator[bytes]:
    """The first lines that are not ASCII, but for those without end."""
    found = 0
    for text in texts:
        end = 0
        while foreign := _FOREIGN.search(text, end):
            start = text.rfind(b"\n", end, foreign.start()) + 1 or end
            end = text.find(b"\n", foreign.start())
            end = len(text) if end < 0 else end
            if end - start <= _LONGEST:
                yield text[start:end]
                found += end - start
            if found > _ENOUGH:
                return


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likelihoods(sample: bytes) -> dict[str, float]:
    """What chardet's models of languages make of it, the likeliest first."""
    from chardet import detect_all  # noqa: PLC0415 its models take 40 MB, and most packages are ASCII or UTF-8

    found = detect_all(sample, ignore_threshold=True, include_encodings=_ALL, compat_names=False)
    return {one["encoding"].lower(): one["confidence"] for one in found if one["encoding"]}


def _likelihoods_in_small_letters(sample: bytes) -> dict[str, float]:
    """Of Greek and Cyrillic encodings in which the text is all capitals, which the models hardly know."""
    found: dict[str, float] = {}
    for name in _WITH_CAPITALS:
        text = _decoded(sample, name) or ""
        letters = [letter for letter in text if letter.isalpha() and not letter.isascii()]
        if letters and all(letter.isupper() for letter in letters):
            found[name] = _likelihoods(text.lower().encode(name, errors="ignore")).get(name, 0)
    return found


def _plausibility(encoding: str, text: str, likelihood: float, fallback: str) -> tuple[bool, float]:
    """Text without garbage before text with any; among those by likelihood."""
    garbage = len(_GARBAGE.findall(text))
    if not _WORD.search(text):
        garbage += len(_ALONE.findall(text))
    if encoding in _KOI8 and not any(letter.isupper() for letter in text if not letter.isascii()):
        garbage += 1  # capitals of Windows are its small letters
    common = (_IN_DOS if fallback in _DOS else _IN_WINDOWS).get(encoding, 1)
    return not garbage, common * likelihood / (1 + 2 * garbage)
