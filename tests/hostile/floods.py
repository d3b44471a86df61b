"""Descriptors within the bounds on their size that are made to cost memory or time out of all proportion."""

import io
import warnings
import zipfile
from collections.abc import Callable

from hornbook_server.packages import aicc_files, documents
from tests.fixtures.packages import archive, item, manifest, organization, resource, resources

MOST = documents.MOST_BYTES
PAGES = {"index.html": "<!doctype html><title>Page</title>"}


def _filled(head: str, unit: str, tail: str = "", *, encoding: str = "utf-8", most: int = MOST) -> bytes:
    """As many of the units as a descriptor has room for."""
    room = most - len((head + tail).encode(encoding))
    return (head + unit * (room // len(unit.encode(encoding))) + tail).encode(encoding)


def _numbered(head: str, unit: str, tail: str, count: int) -> bytes:
    return (head + "".join(unit % number for number in range(count)) + tail).encode()


def _with_items(text: str) -> str:
    """A good manifest around a flood: what is refused early proves little."""
    return manifest(organization("T", item(1)), resources(resource(1, "index.html"), text))


def _bases() -> str:
    """Each resource joins a base of its own to a long one above."""
    count = 40_000
    inside = "".join(
        f'<resource identifier="R{n}" adlcp:scormtype="sco" xml:base="{n}" href="i"/>' for n in range(count)
    )
    items = "".join(f'<item identifierref="R{n}"/>' for n in range(count))
    return manifest(organization("T", items), f'<resources xml:base="{"b" * 90_000}">{inside}</resources>')


def _one_href() -> str:
    items = '<item identifierref="RES1"/>' * 19_000
    return manifest(organization("T", items), resources(resource(1, "h" * 90_000)))


def _nested_namespaces() -> str:
    """All in scope at once."""
    depth = documents.DEEPEST - 10
    starts = ("<a" + "".join(f" xmlns:p{level}_{n}='u'" for n in range(2_000)) + ">" for level in range(depth))
    return _with_items("".join(starts) + "</a>" * depth)


EMOJI = "\U0001f600"
XML: dict[str, Callable[[], bytes | str]] = {
    "many elements": lambda: _with_items("<a/>" * 450_000),
    "elements on lines of their own": lambda: _with_items('<a bc="de">fg</a>\n' * 125_000),
    "short texts in letters of four bytes": lambda: _with_items(f"<a>{EMOJI}ab</a>\n" * 165_000),
    "texts in letters of four bytes": lambda: _with_items(f"<t>{EMOJI}{'a' * 90_000}</t>" * 85),
    "values in letters of four bytes": lambda: _with_items(f"<t a='{EMOJI}{'a' * 90_000}'/>" * 85),
    "many resources": lambda: _with_items("".join(f'<resource identifier="R{n}"/>\n' for n in range(155_000))),
    "many files": lambda: _with_items('<file href="a/file.html"/>\n' * 245_000),
    "attributes of one tag": lambda: _with_items("<a" + "".join(f" a{n}=''" for n in range(95_000)) + "/>"),
    "nested namespaces": _nested_namespaces,
    "long names": lambda: _numbered("<m>", f"<研%d{'x' * 1_500}/>", "</m>", 9_990),
    "pieces of nested texts": lambda: _with_items(("<t>" + "ab<file/>" * 12_000) * 40 + "</t>" * 40),
    "elements of many names": lambda: _numbered("<m>", "<element%d/>", "</m>", documents.MOST_NODES - 2),
    "attributes of many names": lambda: _numbered("<m>", "<a attribute%d='value'/>", "</m>", 240_000),
    "one element of many attributes": lambda: _numbered("<m ", "a%d='' ", "/>", 1_200_000),
    "many namespaces": lambda: _numbered("<m>", "<a xmlns:p%d='urn:example:a-longer-name:%%d'/>", "</m>", 100_000),
    "a text of many words": lambda: _filled("<m>", "ab ", "</m>"),
    "texts of many words": lambda: _filled("<m>", f"<t>{'ab ' * 33_000}</t>", "</m>"),
    "a text of references": lambda: _filled("<m>", "&#x41;", "</m>"),
    "a text of white space": lambda: _filled("<m>", " \n", "</m>"),
    "a character beyond all others": lambda: _filled("<m>\U0001f600", f"<t>{'a' * 90_000}</t>", "</m>"),
    "ideographs in UTF-16": lambda: _filled("\ufeff<m>", f"<t>{'研' * 90_000}</t>", "</m>", encoding="utf-16-le"),
    "Latin in UTF-32": lambda: _filled("\ufeff<m>", f"<t>{'a' * 90_000}</t>", "</m>", encoding="utf-32-le"),
    "bytes of no encoding": lambda: _filled("<m>", "\x80", "</m>", encoding="latin-1"),
    "an endless comment": lambda: _filled("<m><!--", "comment ", "--></m>"),
    "an endless name": lambda: _filled("<", "name", "/>"),
    "an endless value": lambda: _filled("<m a='", "value", "'/>"),
    "a deep nest": lambda: _filled("", "<a>", ""),
    "white space before it": lambda: _filled("", " ", ""),
    "nothing but NUL": lambda: bytes(MOST),
    "titles in markup": lambda: _filled("<m>", f"<title>{'<b>x' * 190}{'y' * 90_000}{'</b>x' * 190}</title>", "</m>"),
    "many wrong encodings": lambda: _filled("<m>", "<t>\x80\xff</t>", "</m>", encoding="latin-1"),
    "another encoding declared": lambda: _filled(
        '<?xml version="1.0" encoding="windows-1251"?><m>\U0001f600', f"<t>{'a' * 90_000}</t>", "</m>"
    ),
    "bases joined to hrefs": _bases,
    "one href of many items": _one_href,
}


# What two tables of an AICC course are filled with, after records that make it a good one.
TABLES: dict[str, tuple[str, str]] = {
    "cells of nothing": (",", "utf-8"),
    "cells of two letters": ("ab,", "utf-8"),
    "rows of nothing": (",,,\n", "utf-8"),
    "short rows": ("ab\n", "utf-8"),
    "rows of two cells": ("ab,cd\n", "utf-8"),
    "rows of ten cells": ("ab,cd,ef,gh,ij,kl,mn,op,qr,st\n", "utf-8"),
    "rows of one long cell": ("x" * 80 + "\n", "utf-8"),
    "short lines of no declared encoding": ("\xe9\xe8\n", "cp1252"),
    "lines of an encoding hard to tell": ("\u0416" * 1900 + "\n", "cp1251"),
    "lines with a character beyond all others": ("\U0001f600" + "x" * 90 + "\n", "utf-8"),
    "line ends": ("\n", "utf-8"),
    "comments": (";\n", "utf-8"),
    "blanks": (" ", "utf-8"),
    "a quote that stays open": (' "', "utf-8"),
    "cells whose quotes stay open": (',"a', "utf-8"),
    "cells whose quotes never close": ('"a","b "c,"', "utf-8"),
    "lines whose quotes stay open": ('"a\n', "utf-8"),
    "quotes that are closed twice": ('"a""', "utf-8"),
    "quotes before blanks": ('"' + " " * 5000, "utf-8"),
    "zeros": ("\0", "utf-8"),
    "ends of files": ("\x1a", "utf-8"),
}
# And the file of sections and keys.
SECTIONS = {
    "sections": "[a]\n",
    "keys": "a=b\n",
    "long keys": f"{'key' * 20}=value\n",
    "lines of a description": "ab\n",
    "line ends of a description": "\r\n",
    "a key without end": "key",
    "quotes of a value": '"',
}
_HEADS = {
    "crs": "[Course]\nCourse_ID=C\nCourse_Title=T\n[Course_Description]\n",
    "au": "System_ID,File_Name\nA1,index.html\n",
    "des": "System_ID,Title\nA1,T\n",
    "cst": "Block,Member\nroot,A1\n",
    "cmp": "Structure_Element,Requirement\nA1,A2\n",
}
AICC = {flood: (("au", "cst"), *TABLES[flood]) for flood in TABLES} | {
    flood: (("crs",), unit, "utf-8") for flood, unit in SECTIONS.items()
}


def _units() -> bytes:
    """As many rows as all bounds let pass, none like another."""
    count = 24_000
    tables = {
        "au": "".join(f"U{n},p{n}\n" for n in range(count)),
        "des": "".join(f"U{n},Title {n}\n" for n in range(count)),
        "cst": "".join(f"B{n},U{n},B{n + 1}\n" for n in range(count)),
        "cmp": "".join(f"U{n},U{n - 1}\n" for n in range(count)),
    }
    return archive({f"c.{name}": head + tables.get(name, "") for name, head in _HEADS.items()} | PAGES)


def _aicc(flood: str) -> bytes:
    names, unit, encoding = AICC[flood]
    most = aicc_files.MOST_BYTES - 100
    filled = {f"c.{name}": _filled(_HEADS[name], unit, encoding=encoding, most=most) for name in names}
    return archive({f"c.{name}": head for name, head in _HEADS.items()} | filled | PAGES)


def _outside_metadata(files: int, text: str) -> bytes:
    """Metadata in files of their own, each named over and over."""
    locations = "".join(f"<adlcp:location>m{n % files}.xml</adlcp:location>" for n in range(20_000))
    organizations = organization("T", item(1)).replace("<title>", f"<metadata>{locations}</metadata><title>", 1)
    metadata = {f"m{n}.xml": text for n in range(files)}
    return archive(
        {"imsmanifest.xml": manifest(organizations, resources(resource(1, "index.html")))} | metadata | PAGES
    )


def _of_no_course() -> bytes:
    """Each gives way to the next, which must not be read beside it."""
    names = ("imsmanifest.xml", "cmi5.xml", "tincan.xml")
    unusable = f"<m>{'<a/>' * 450_000}</m>"
    return archive(dict.fromkeys(names, unusable) | {f"c.{name}": head for name, head in _HEADS.items()} | PAGES)


def _alike() -> bytes:
    """Long paths in all the spellings that may be, each looked for in yet another one."""
    paths = [f"{n}/{'é' * 100}/{spelling}" for n in range(1_000) for spelling in ("ab", "Ab", "aB", "AB")]
    hrefs = "".join(resource(n, f"{n}/{'É' * 100}/ab?{n}") for n in range(1_000))
    items = "".join(map(item, range(1_000)))
    return archive({"imsmanifest.xml": manifest(organization("T", items), resources(hrefs))} | dict.fromkeys(paths, ""))


def _replaced() -> bytes:
    """One path over and over, of which the last counts, looked for in other spellings."""
    packed = io.BytesIO()
    items, hrefs = "".join(map(item, range(9_000))), "".join(resource(n, f"PAGE?{n}") for n in range(9_000))
    with zipfile.ZipFile(packed, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file.writestr("imsmanifest.xml", manifest(organization("T", items), resources(hrefs)))
        for _ in range(20_000):
            file.writestr("page", "")
    return packed.getvalue()


PACKAGES: dict[str, Callable[[], bytes]] = {
    "paths that are alike": _alike,
    "a path over and over": _replaced,
    "units in nested blocks": _units,
    "descriptors of no course": _of_no_course,
    "one metadata file of many locations": lambda: _outside_metadata(
        1, f"<lom><general>{'<title/>' * 100}</general></lom>"
    ),
    "large metadata files": lambda: _outside_metadata(8, f"<lom>{'<a/>' * (documents.MOST_NODES - 9)}</lom>"),
    "many metadata files": lambda: _outside_metadata(2_000, f"<lom>{'<a/>' * 400}</lom>"),
}
FLOODS = (*XML, *AICC, *PACKAGES)


def package(flood: str) -> bytes:
    if flood in PACKAGES:
        return PACKAGES[flood]()
    return _aicc(flood) if flood in AICC else archive({"imsmanifest.xml": XML[flood]()} | PAGES)
