"""Whatever bytes come, a package or a refusal comes out."""

import io
import re
import tempfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook_server.domain.package import Package, PackageError
from hornbook_server.packages import Limits, read_package
from tests.fixtures import packages
from tests.fixtures.packages import archive, course_structure, item, manifest, organization, resource, resources

GOOD = [
    packages.scorm12(scos=3),
    packages.scorm2004(),
    packages.aicc(units=3),
    packages.xapi(),
    packages.cmi5(),
    packages.pdf(),
    packages.mp4(),
    packages.mp3(),
    course_structure(urls=["http://example.test/"]).encode(),
]
STORED = archive(
    {"imsmanifest.xml": manifest(organization("T", item(1)), resources(resource(1, "1.html")))}, compression=0
)
SMALL = Limits(unpacked=2**20, member=2**20)


def outcome(data: bytes) -> Package | PackageError:
    try:
        return read_package(io.BytesIO(data), filename="a.zip", limits=SMALL)
    except PackageError as error:
        return error


def outcome_from_disk(data: bytes) -> Package | PackageError:
    """Real files refuse other seeks than bytes in memory do."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        try:
            return read_package(file, filename="a.zip", limits=SMALL)
        except PackageError as error:
            return error


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good package with bytes overwritten, taken out, put in or cut off; more often in a zip's headers."""
    data = bytearray(draw(st.sampled_from([*GOOD, STORED])))
    headers = [place for place in range(len(data)) if data[place : place + 2] == b"PK"] or [0]
    for _ in range(draw(st.integers(1, 6))):
        near = st.builds(lambda start, offset: start + offset, st.sampled_from(headers), st.integers(0, 46))
        place = min(draw(near | st.integers(0, len(data))), len(data))
        replaced = draw(st.integers(0, 8))
        data[place : place + replaced] = draw(st.binary(max_size=8) | st.just(b"\xff" * replaced))
    return bytes(data[: draw(st.integers(0, len(data)) | st.just(len(data)))])


@given(damaged())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_package_is_read_or_refused_alike_from_memory_and_disk(data):
    in_memory, on_disk = outcome(data), outcome_from_disk(data)
    assert (type(in_memory), str(in_memory)) == (type(on_disk), str(on_disk))


TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
VALUES = TEXT | st.sampled_from(
    ["../x", "//", "http:", "http://[", "%2e%2e/%", "x" * 5000, "\\..\\", "1e9", "?#", "a:b"]
)


@given(href=VALUES, base=VALUES, title=TEXT, score=VALUES, version=VALUES)
@settings(max_examples=100, deadline=None)
def test_any_values_in_a_manifest_are_read_or_refused(href, base, title, score, version):
    def quoted(text: str) -> str:
        return "".join(f"&#{ord(character)};" for character in text if character.isprintable())

    text = manifest(
        organization("T", item(1, inside=f"<adlcp:masteryscore>{quoted(score)}</adlcp:masteryscore>")).replace(
            "<title>T", f"<title>{quoted(title)}"
        ),
        resources(resource(1, "HREF").replace('"HREF"', f'"{quoted(href)}"')),
        attributes=f'xml:base="{quoted(base)}"',
    ).replace("<schemaversion>1.2", f"<schemaversion>{quoted(version)}")
    result = outcome(archive({"imsmanifest.xml": text}))
    entries = [one.href for one in result.root.launchable()] if isinstance(result, Package) else []
    paths = [re.split(r"[?#]", entry)[0] for entry in entries if "://" not in entry]
    assert [path for path in paths if ".." in path.split("/")] == []


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_as_aicc_descriptors_are_read_or_refused(data):
    members = {"c.crs": data, "c.au": b'"system_id","file_name"\n' + data, "c.cst": data, "c.des": data}
    result = outcome(archive(members))
    assert isinstance(result, (Package, PackageError))


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\xff\xfe", b"\xef\xbb\xbf", b'<?xml version="1.0" encoding="gbk"?>']),
)
@settings(max_examples=100, deadline=None)
def test_any_bytes_as_a_descriptor_are_read_or_refused(data, start):
    assert isinstance(outcome(start + b"<tincan>" + data), (Package, PackageError))
