"""Good packages changed in their structure: headers, directory, names, streams, XML, tables, media."""

import io
import re
import struct
import zipfile
import zlib

from hypothesis import strategies as st

from tests.fixtures import packages
from tests.fixtures.packages import archive

GOOD = [
    packages.scorm12(scos=2),
    packages.scorm2004(),
    packages.aicc(units=2),
    packages.xapi(),
    packages.cmi5(),
]
BARE = [packages.pdf(), packages.mp4(), packages.mp3(), packages.course_structure(urls=["http://a.test/"]).encode()]
LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
# Offset and size of the fields of each record (APPNOTE 4.3.7, 4.3.12, 4.3.16).
FIELDS = {
    LOCAL: [(4, 2), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)],
    CENTRAL: [(4, 2), (8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (34, 2), (38, 4), (42, 4)],
    END: [(4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2)],
}
EDGES = [0, 1, 2, 8, 9, 12, 14, 30, 46, 99, 255, 0x801, 0x8000, 0xFFFE, 0xFFFF, 2**31, 2**31 - 1, 2**32 - 1, 2**32 - 2]
# The fields of eight bytes behind the marks of ZIP64: of a file, and of the directory (APPNOTE 4.3.14, 4.3.15, 4.5.3).
WIDE_FIELDS = {b"\x01\0\x18\0": [4, 12, 20], b"PK\x06\x06": [24, 32, 40, 48], b"PK\x06\x07": [8]}
WIDE_EDGES = [*EDGES, 2**32, 2**33, 2**63 - 300, 2**63 - 1, 2**63, 2**64 - 300, 2**64 - 1]
NAMES = [
    "../up.html", "/etc/passwd", "C:\\x.html", "\\\\host\\share", "a\x00b", "con", "x.", "x ", "", ".", "a//b",
    "imsmanifest.xml/x", "IMSMANIFEST.XML", "a\u202eb", "\u0301" * 50, "a/" * 400, "n" * 3000, "__MACOSX/._x", "é",
]  # fmt: skip
TOKENS = [
    "<![CDATA[", "]]>", "<!--", "-->", "<?x?>", "&amp;", "&#0;", "&#x41;", "&nope;", "<!DOCTYPE a>", "\x00",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<a " + " ".join(f"b{n}=''" for n in range(500)) + "/>", "<a>" * 300,
    "<x:y/>", " xml:base='../../..'", " xml:base='http://['", "x" * 120_000, "\ufffe", '"', "'", "<", ">", "&",
    " xmlns='urn:other'", "<manifest>", "<item identifierref='RES1'/>" * 50, " href='%2e%2e/%00'",
    "<title><b>T</b></title>",
]  # fmt: skip
ENCODINGS = [
    "utf-8",
    "utf-16",
    "utf-32",
    "utf-16-be",
    "cp1251",
    "gb18030",
    "shift_jis",
    "utf-7",
    "cp037",
    "hz",
    "iso2022_jp",
]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


@st.composite
def with_changed_fields(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(GOOD)))
    for _ in range(draw(st.integers(1, 4))):
        mark = draw(st.sampled_from([LOCAL, CENTRAL, CENTRAL, END]))
        places = [found.start() for found in re.finditer(re.escape(mark), bytes(data))]
        if places:
            place = draw(st.sampled_from(places))
            offset, size = draw(st.sampled_from(FIELDS[mark]))
            value = draw(st.sampled_from(EDGES) | st.integers(0, 2 ** (8 * size) - 1)) % 2 ** (8 * size)
            data[place + offset : place + offset + size] = value.to_bytes(size, "little")
    return bytes(data)


@st.composite
def with_changed_bytes(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from([*GOOD, *BARE])))
    for _ in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, len(data)))
        data[place : place + draw(st.integers(0, 6))] = draw(st.binary(max_size=8))
    return bytes(data[: draw(st.just(len(data)) | st.integers(0, len(data)))])


@st.composite
def with_spliced_records(draw: st.DrawFn) -> bytes:
    """Records doubled, left out or put elsewhere; other archives and noise around the whole."""
    data = draw(st.sampled_from(GOOD))
    parts = re.split(b"(?=PK\x03\x04|PK\x01\x02|PK\x05\x06)", data)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(parts) - 1))
        change = draw(st.sampled_from(["double", "drop", "move"]))
        part = parts[place] if change == "double" or len(parts) == 1 else parts.pop(place)
        if change != "drop":
            parts.insert(draw(st.integers(0, len(parts))), part)
    noise = st.sampled_from([b"", b"MZ" + bytes(300), b"\r\n", END, END + bytes(18), data]) | st.binary(max_size=40)
    return draw(noise) + b"".join(parts) + draw(noise)


@st.composite
def with_changed_names(draw: st.DrawFn) -> bytes:
    """Members of odd names beside the good ones, or in their place."""
    content = members(draw(st.sampled_from(GOOD)))
    for _ in range(draw(st.integers(1, 4))):
        old = draw(st.sampled_from(sorted(content)))
        new = draw(st.sampled_from(NAMES) | st.text(st.characters(codec="utf-8"), max_size=30))
        content[new] = content[old] if draw(st.booleans()) else content.pop(old)
    return raw_zip([(name.encode(), data) for name, data in content.items()], zip64=draw(st.booleans()))


@st.composite
def with_changed_streams(draw: st.DrawFn) -> bytes:
    """Compressed streams that are cut, doubled, bombs, or of other sizes than is said."""
    content = members(draw(st.sampled_from(GOOD)))
    content["bomb.bin"] = bytes(draw(st.sampled_from([0, 10, 10**6, 3 * 10**6])))
    damage = {draw(st.sampled_from(sorted(content))): draw(st.sampled_from(["cut", "tail", "junk", "empty", "flip"]))}
    return raw_zip([(name.encode(), data) for name, data in content.items()], damage=damage, zip64=draw(st.booleans()))


@st.composite
def with_changed_wide_fields(draw: st.DrawFn) -> bytes:
    """Sizes, offsets and counts of ZIP64, behind a program that unpacks the archive or without one."""
    content = members(draw(st.sampled_from(GOOD)))
    data = bytearray(raw_zip([(name.encode(), text) for name, text in content.items()], zip64=True))
    for _ in range(draw(st.integers(1, 3))):
        mark = draw(st.sampled_from(sorted(WIDE_FIELDS)))
        places = [found.start() for found in re.finditer(re.escape(mark), bytes(data))]
        place = draw(st.sampled_from(places)) + draw(st.sampled_from(WIDE_FIELDS[mark]))
        data[place : place + 8] = struct.pack("<Q", draw(st.sampled_from(WIDE_EDGES) | st.integers(0, len(data))))
    return draw(st.sampled_from([b"", b"MZ" + bytes(300)])) + bytes(data)


def raw_zip(content: list[tuple[bytes, bytes]], *, zip64: bool = False, damage: dict[str, str] | None = None) -> bytes:
    body, directory = bytearray(), bytearray()
    for name, data in content:
        packed = damaged(zlib.compress(data, 6, wbits=-15), (damage or {}).get(name.decode(errors="replace"), ""))
        offset = len(body)
        body += struct.pack(
            "<4s5H3I2H", LOCAL, 45, 0x800, 8, 0, 0, zlib.crc32(data), len(packed), len(data), len(name), 0
        )
        body += name + packed
        extra = struct.pack("<HH3Q", 1, 24, len(data), len(packed), offset) if zip64 else b""
        size, csize, at = (2**32 - 1,) * 3 if zip64 else (len(data), len(packed), offset)
        directory += struct.pack(
            "<4s6H3I5H2I", CENTRAL, 45, 45, 0x800, 8, 0, 0, zlib.crc32(data), csize, size,
            len(name), len(extra), 0, 0, 0, 0, at,
        ) + name + extra  # fmt: skip
    count = len(content)
    end = b""
    if zip64:
        end = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(directory), len(body))
        end += struct.pack("<4sIQI", b"PK\x06\x07", 0, len(body) + len(directory), 1)
    return bytes(body + directory + end) + struct.pack(
        "<4s4H2IH", END, 0, 0, count, count, len(directory), len(body), 0
    )


def damaged(packed: bytes, damage: str) -> bytes:
    match damage:
        case "cut":
            return packed[: len(packed) // 2]
        case "tail":
            return packed + packed
        case "junk":
            return packed + b"junk"
        case "empty":
            return b""
        case "flip":
            return bytes([packed[0] ^ 4]) + packed[1:]
    return packed


@st.composite
def with_changed_text(draw: st.DrawFn) -> bytes:
    """Descriptors with tokens put in, parts cut out or doubled, and other encodings."""
    content = members(draw(st.sampled_from(GOOD)))
    name = draw(st.sampled_from([one for one in sorted(content) if not one.endswith(".html")]))
    text = content[name].decode()
    for _ in range(draw(st.integers(1, 4))):
        place, length = draw(st.integers(0, len(text))), draw(st.integers(0, 30))
        tokens = st.sampled_from([*TOKENS, text[place : place + length] * 2]) | st.text(max_size=10)
        text = text[:place] + draw(tokens) + text[place + length :]
    content[name] = text.encode(draw(st.sampled_from(ENCODINGS)), errors="replace")
    return archive(content)


@st.composite
def with_changed_tables(draw: st.DrawFn) -> bytes:
    """AICC tables of any cells."""
    content = members(GOOD[2])
    cells = st.sampled_from(["A1", "A2", "root", "system_id", "block", "", '"', "x" * 200_000, "B1,B2", "\x00", "é"])
    rows = draw(st.lists(st.lists(cells, max_size=6), max_size=8))
    name = draw(st.sampled_from(["course.au", "course.des", "course.cst", "course.crs"]))
    quote = draw(st.sampled_from(['"', ""]))
    text = draw(st.sampled_from(["\r\n", "\n", "\r"])).join(",".join(quote + c + quote for c in row) for row in rows)
    head = content[name] if draw(st.booleans()) else b""
    content[name] = head + text.encode(draw(st.sampled_from(["utf-8", "utf-16", "cp1252"])), errors="replace")
    return archive(content)


@st.composite
def with_overlaps(draw: st.DrawFn) -> bytes:
    """Files that share bytes: several that quote the headers of those behind them, or name the very same place."""
    data = draw(st.sampled_from(GOOD))
    at = data.rindex(END)
    count, size, start = struct.unpack_from("<HII", data, at + 10)
    content = bytes(draw(st.sampled_from([100, 100_000])))
    body = zlib.compress(content, 9, wbits=-15)
    places: list[tuple[int, bytes, bytes]] = []  # how far from the end of all a file begins, its entry and its name
    files = draw(st.integers(2, 8))
    for number in range(files):
        name = b"f%d.html" % number
        if places and draw(st.booleans()):
            places.append((*places[-1][:2], name))
            continue
        if places:
            header = body[: len(LOCAL) + 26 + len(name)]
            body = b"\0" + struct.pack("<HH", len(header), 0xFFFF ^ len(header)) + body  # stored (RFC 1951, 3.2.4)
            content = header + content
        fields = struct.pack("<5H3I2H", 20, 0, 8, 0, 0, zlib.crc32(content), len(body), len(content), len(name), 0)
        body = LOCAL + fields + name + body
        places.append((len(body), CENTRAL + b"\x14\0" + fields + bytes(10), name))
    entries = b"".join(
        entry + struct.pack("<I", start + len(body) - distance) + name for distance, entry, name in places
    )
    directory = data[start : start + size] + entries
    end = struct.pack("<4s4H2IH", END, 0, 0, count + files, count + files, len(directory), start + len(body), 0)
    return data[:start] + body + directory + end


@st.composite
def with_media_heads(draw: st.DrawFn) -> bytes:
    """What begins as a film, sound or document does, and goes on as it likes."""
    heads = [
        b"%PDF-1.7\n",
        b"ID3\x03\0\0\0\0\0\x7f",
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
        b"\xff\xfb\x90\0",
        b"\0\0\0\x18ftypmp42",
    ]
    heads += [
        b"\0\0\0\0ftypisom",
        b"\xff\xff\xff\xffftypM4V ",
        b"\0\0\0\x01ftyp\0\0\0\0\0\0\0\0mp42",
        b"PK\3\4",
        b"<!doctype html>",
    ]
    data = draw(st.sampled_from(heads)) + draw(st.sampled_from([b"", *BARE, GOOD[0]])) + draw(st.binary(max_size=300))
    place = draw(st.integers(0, 20))
    return data[:place] + draw(st.binary(max_size=4)) + data[place + draw(st.integers(0, 4)) :]


PACKAGES = st.one_of(
    with_overlaps(),
    with_media_heads(),
    with_changed_fields(),
    with_changed_bytes(),
    with_spliced_records(),
    with_changed_names(),
    with_changed_streams(),
    with_changed_wide_fields(),
    with_changed_text(),
    with_changed_tables(),
)
