"""What must hold after a crash, read from the tables and the folder themselves."""

import hashlib
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from hornbook_server.storage.database import Database
from hornbook_server.storage.tables import course_versions, courses, import_jobs, package_files, postbacks

Row = Any


def findings(database: Database, store: Path, *, called: bool) -> list[str]:
    """What is wrong with what is stored, while no import is under way. The sweep may still be due.

    `called` says whether every import was asked for with a postback, or none.
    """
    with database.read() as stored:
        connection = stored.applications._connection
        return [
            *_of_database(connection),
            *_of_jobs(connection, called=called),
            *_of_courses(connection),
            *_of_blobs(connection, store),
        ]


def orphans(database: Database, store: Path) -> list[str]:
    """What no row names; after the sweep there is none."""
    with database.read() as stored:
        connection = stored.applications._connection
        named = set(connection.scalars(select(course_versions.c.blob)))
        listed = set(connection.scalars(select(package_files.c.blob)))
    there = {str(path.relative_to(store)) for path in store.rglob("*") if path.is_file()}
    return [f"orphan {key}" for key in sorted(there - named)] + [f"files of {key}" for key in sorted(listed - named)]


def _of_database(connection: Connection) -> Iterable[str]:
    if connection.dialect.name == "sqlite":
        for pragma in ("integrity_check", "foreign_key_check"):
            answer = connection.exec_driver_sql(f"PRAGMA {pragma}").all()
            if answer not in ([], [("ok",)]):
                yield f"{pragma}: {answer}"


def _of_jobs(connection: Connection, *, called: bool) -> Iterable[str]:
    for job in connection.execute(select(import_jobs)):
        ended = job.status in ("COMPLETE", "ERROR")
        if ended != (job.ended is not None) or (ended and job.blob is not None):
            yield f"job {job.id} is {job.status}, ended {job.ended}, blob {job.blob}"
        calls = connection.execute(select(postbacks).where(postbacks.c.subject == job.id)).all()
        if len(calls) != (ended and called):
            yield f"job {job.id} is {job.status} with {len(calls)} postbacks"


def _of_courses(connection: Connection) -> Iterable[str]:
    versions: dict[int, list[Row]] = {}
    for version in connection.execute(select(course_versions).order_by(course_versions.c.version)):
        versions.setdefault(version.course, []).append(version)
    for course in connection.execute(select(courses)):
        own = versions.pop(course.id, [])
        if not own or own[-1].version != course.version or course.next_version <= course.version:
            yield f"course {course.course_id} shows version {course.version}, has {[each.version for each in own]}"
    for course in versions:
        yield f"versions of course {course}, which is not there"
    blobs = list(connection.scalars(select(course_versions.c.blob)))
    if len(blobs) != len(set(blobs)):
        yield "two versions of one upload"


def _of_blobs(connection: Connection, store: Path) -> Iterable[str]:
    for version in connection.execute(select(course_versions)):
        path = store / version.blob
        if not path.is_file():
            yield f"version {version.version} of course {version.course} has lost its package"
            continue
        content = path.read_bytes()
        if (len(content), hashlib.sha256(content).hexdigest()) != (version.size, version.sha256):
            yield f"version {version.version} of course {version.course} has another package"
        yield from _of_files(connection, version, content)


def _of_files(connection: Connection, version: Row, content: bytes) -> Iterable[str]:
    own = select(package_files.c.path).where(package_files.c.blob == version.blob)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sorted(connection.scalars(own)) != sorted(package.namelist()):
            yield f"version {version.version} of course {version.course} has not all of its files"
