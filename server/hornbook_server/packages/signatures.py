"""PDF, MP4 and MP3 files by their first bytes."""

import re
from collections.abc import Iterator

# Where Acrobat looks for the header (ISO 32000-1, annex H, note 13 to 7.5.2).
_PDF_WITHIN = 1024
_TAR = slice(257, 262)
# Files of ISO 14496-12 that hold still images (ISO 23008-12).
_IMAGES = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
# Boxes that may stand before the type, and those of older files without one, which are read all the same (ISO 14496-12,
# 4.3.1; QuickTime File Format, free and wide).
_PADDING = {b"free", b"skip", b"wide"}
_CONTENT = {b"moov", b"mdat"}
_BOX = 8

_ID3 = re.compile(rb"ID3[\x02-\x04].[\0-\xff]([\0-\x7f]{4})", re.DOTALL)
# The header of a layer III frame: sync, version, layer, bit rate and sampling rate (ISO 11172-3, 2.4.2.3; ISO 13818-3).
_FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]")
_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_HERTZ = {0: (11025, 12000, 8000), 2: (22050, 24000, 16000), 3: (44100, 48000, 32000)}
_VERSION_1 = 3


def kind_of(head: bytes) -> str | None:
    """`pdf`, `mp4` or `mp3` by the file's first bytes, None if it is none of them."""
    if (box := _first_box(head))[4:_BOX] == b"ftyp" or box[4:_BOX] in _CONTENT:
        return None if box[_BOX:12] in _IMAGES else "mp4"
    if b"%PDF-" in head[:_PDF_WITHIN] and head[_TAR] != b"ustar":
        return "pdf"
    return "mp3" if _is_mp3(head) else None


def _first_box(head: bytes) -> bytes:
    """From the first box on that is no padding."""
    at = 0
    while head[at + 4 : at + _BOX] in _PADDING:
        at += max(_BOX, int.from_bytes(head[at : at + 4]))
    return head[at : at + 12]


def _is_mp3(head: bytes) -> bool:
    """An ID3 tag, then frames: the first may be beyond what is looked at, or behind what other tags left."""
    start = 0
    while tag := _ID3.match(head, start):
        start = tag.end() + int("".join(f"{byte:07b}" for byte in tag[1]), 2)
    if start and start >= len(head):
        return True
    audio = head[start:].lstrip(b"\0")
    return _FRAME.match(audio) is not None or any(_follows(audio, at) for at in _frames(audio))


def _frames(audio: bytes) -> Iterator[int]:
    return (match.start() for match in _FRAME.finditer(audio))


def _follows(audio: bytes, at: int) -> bool:
    """Whether the frame at this place ends where a frame of its kind begins."""
    version, rates, padding = audio[at + 1] >> 3 & 3, audio[at + 2], audio[at + 2] >> 1 & 1
    if rates >> 2 & 3 not in range(3):
        return False
    hertz = _HERTZ[version][rates >> 2 & 3]
    kbits = (_KBITS_1 if version == _VERSION_1 else _KBITS_2)[rates >> 4]
    after = at + (144_000 if version == _VERSION_1 else 72_000) * kbits // hertz + padding
    return _FRAME.match(audio, after) is not None and audio[after + 1] == audio[at + 1]
