"""Text whose encoding nobody declares: AICC descriptors and member names of old zips."""

import codecs
import re

_FAMILIES = re.compile(r"utf-(8|16|32)(-[bl]e)?|utf-8-sig|ascii|(iso8859|cp|koi8|mac|euc|iso2022)[-_].+|cp\d+")
_EAST_ASIAN = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs"}
_OTHERS = {"gb18030", "big5hkscs", "cp932", "cp949", "tis-620", "johab", "shift_jisx0213", "shift_jis_2004"}

# Lines that are not ASCII: plenty to tell encodings apart.
_SAMPLE = 200
_LONGEST = 2000

# Lead bytes of the characters that ordinary text is made of: punctuation, kana, and the level of the character set
# that its makers sorted by frequency.
_COMMON_LEADS = {
    "cp932": (range(0x81, 0x84), range(0x88, 0x99)),
    "gb18030": (range(0xA1, 0xA4), range(0xB0, 0xD8)),
    "big5": (range(0xA1, 0xA4), range(0xA4, 0xC7)),
}
# Cyrillic words are of one case, or begin with a capital, and hold no Latin letters.
_UPPER, _LOWER = "А-ЯЁІЇЄҐЎ", "а-яёіїєґў"  # noqa: RUF001 Cyrillic is meant
_CYRILLIC = re.compile(rf"(?<![A-Za-zЀ-ӿ])(?:[{_UPPER}]?[{_LOWER}]++|[{_UPPER}]++)(?<![^Ѐ-ӿ][Ѐ-ӿ])(?![A-Za-zЀ-ӿ])")
_TYPOGRAPHY = "«»“”„‘’–—…№\xa0"  # noqa: RUF001 they are what is looked for


def known(name: str) -> str | None:
    """The codec for a declared encoding, its common superset where browsers take that; None if it is no charset."""
    try:
        canonical = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    canonical = _EAST_ASIAN.get(canonical, canonical)
    return canonical if _FAMILIES.fullmatch(canonical) or canonical in _OTHERS else None


def guess(data: bytes, *, fallback: str) -> str:
    """The likeliest encoding of undeclared text.

    UTF-8 if it is that, else the Cyrillic, Chinese or Japanese one in which it reads as ordinary words, else the
    fallback.
    """
    lines = [line for line in data.split(b"\n") if len(line) <= _LONGEST and not line.isascii()]
    sample = b"\n".join(lines[:_SAMPLE])
    if _decodes(sample, "utf-8"):
        return "utf-8"
    scores = {encoding: _plausibility(sample, encoding) for encoding in ("cp1251", "cp866", *_COMMON_LEADS)}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > 0 else fallback


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _plausibility(data: bytes, encoding: str) -> float:
    """From -1 (garbage) to 1 (every character beyond ASCII is an everyday one)."""
    if not _decodes(data, encoding):
        return -1.0
    foreign = [character for character in data.decode(encoding) if not character.isascii()]
    if encoding in _COMMON_LEADS:
        ordinary = sum(_is_common(character.encode(encoding), encoding) for character in foreign)
    else:
        words = _CYRILLIC.findall(data.decode(encoding))
        ordinary = sum(map(len, words)) + sum(character in _TYPOGRAPHY for character in foreign)
    return 2 * ordinary / len(foreign) - 1


def _is_common(encoded: bytes, encoding: str) -> bool:
    return len(encoded) == 2 and any(encoded[0] in leads for leads in _COMMON_LEADS[encoding])  # noqa: PLR2004 a double-byte character
