"""The client, waiting and asynchronous: what the contract has, and importing a package in one call."""

import asyncio
import os
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import httpx

from hornbook._credentials import credentials
from hornbook._operations import AsyncOperations, Operations
from hornbook._transport import AsyncTransport, Transport
from hornbook.importing import GENTLE, Poll, Waiting, Watch, imported_course
from hornbook.upload import Progress, opened
from hornbook_contract.models import CourseSchema, ImportJobResultSchema

LOCAL = "http://127.0.0.1:8080/api/v2"
_HEADERS = {"Accept": "application/json", "User-Agent": "hornbook-python"}


class Client(Operations):
    """Speaks for one application.

    What is not given comes from HORNBOOK_URL, HORNBOOK_APP_ID and HORNBOOK_APP_SECRET. `token` is sent as it is;
    with `scopes` the client fetches tokens limited to them and renews them. `timeout` in seconds is for each
    network step, not for a whole call. `transport` replaces the network, for instance by an application in-process.
    """

    def __init__(
        self,
        base_url: str | None = None,
        *,
        app_id: str | None = None,
        secret: str | None = None,
        token: str | None = None,
        scopes: Sequence[str] | None = None,
        timeout: float = 30.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        url = _base_url(base_url)
        auth = _credentials(url, app_id, secret, token, scopes)
        http = httpx.Client(base_url=url, auth=auth, timeout=timeout, transport=transport, headers=_HEADERS)
        super().__init__(Transport(http))

    def upload_course(
        self,
        course_id: str,
        package: Path | BinaryIO,
        *,
        may_create_new_version: bool = False,
        content_type: str | None = None,
        progress: Progress | None = None,
    ) -> str:
        """Send a package of any size and return the id of its import job.

        `content_type` is guessed from the file's suffix; `progress(sent, total)` gets bytes.
        """
        with opened(package, content_type=content_type, progress=progress) as file:
            accepted = self.create_upload_and_import_course_job(
                course_id,
                may_create_new_version=may_create_new_version,
                uploaded_content_type=file.content_type,
                file=file,
            )
        return accepted.result

    def wait_for_import(
        self, job_id: str, *, timeout: float | None = None, poll: Poll = GENTLE, progress: Watch | None = None
    ) -> ImportJobResultSchema:
        """Return the job once it is COMPLETE.

        `poll` is the first and the longest pause between looks, in seconds; `progress(job)` sees every look.
        Raises ImportFailed and ImportTimeout.
        """
        waiting = Waiting(timeout=timeout, poll=poll, progress=progress)
        while (pause := waiting.after(job := self.get_import_job_status(job_id))) is not None:
            time.sleep(pause)
        return job

    def import_course(
        self,
        course_id: str,
        package: Path | BinaryIO,
        *,
        may_create_new_version: bool = False,
        content_type: str | None = None,
        timeout: float | None = None,
    ) -> CourseSchema:
        """Upload a package, wait for its import and return the course; `timeout` is for the wait."""
        job_id = self.upload_course(
            course_id, package, may_create_new_version=may_create_new_version, content_type=content_type
        )
        return imported_course(self.wait_for_import(job_id, timeout=timeout)) or self.get_course(course_id)

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(AsyncOperations):
    """`Client` for asyncio, method by method."""

    def __init__(
        self,
        base_url: str | None = None,
        *,
        app_id: str | None = None,
        secret: str | None = None,
        token: str | None = None,
        scopes: Sequence[str] | None = None,
        timeout: float = 30.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        url = _base_url(base_url)
        auth = _credentials(url, app_id, secret, token, scopes)
        http = httpx.AsyncClient(base_url=url, auth=auth, timeout=timeout, transport=transport, headers=_HEADERS)
        super().__init__(AsyncTransport(http))

    async def upload_course(
        self,
        course_id: str,
        package: Path | BinaryIO,
        *,
        may_create_new_version: bool = False,
        content_type: str | None = None,
        progress: Progress | None = None,
    ) -> str:
        """As `Client.upload_course`; the file is read in pieces of 64 KiB between writes to the network."""
        with opened(package, content_type=content_type, progress=progress) as file:
            accepted = await self.create_upload_and_import_course_job(
                course_id,
                may_create_new_version=may_create_new_version,
                uploaded_content_type=file.content_type,
                file=file,
            )
        return accepted.result

    async def wait_for_import(
        self,
        job_id: str,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 the parameters are Client's
        poll: Poll = GENTLE,
        progress: Watch | None = None,
    ) -> ImportJobResultSchema:
        """As `Client.wait_for_import`."""
        waiting = Waiting(timeout=timeout, poll=poll, progress=progress)
        while (pause := waiting.after(job := await self.get_import_job_status(job_id))) is not None:  # noqa: ASYNC110 a job elsewhere sets no event here
            await asyncio.sleep(pause)
        return job

    async def import_course(
        self,
        course_id: str,
        package: Path | BinaryIO,
        *,
        may_create_new_version: bool = False,
        content_type: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 the parameters are Client's
    ) -> CourseSchema:
        """As `Client.import_course`."""
        job_id = await self.upload_course(
            course_id, package, may_create_new_version=may_create_new_version, content_type=content_type
        )
        return imported_course(await self.wait_for_import(job_id, timeout=timeout)) or await self.get_course(course_id)

    async def close(self) -> None:
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _base_url(given: str | None) -> str:
    url = (given or os.environ.get("HORNBOOK_URL") or LOCAL).rstrip("/")
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"base URL {url!r} must begin with http:// or https://, for instance {LOCAL}")
    return url


def _credentials(
    url: str, app_id: str | None, secret: str | None, token: str | None, scopes: Sequence[str] | None
) -> httpx.Auth:
    app_id = app_id or os.environ.get("HORNBOOK_APP_ID")
    secret = secret or os.environ.get("HORNBOOK_APP_SECRET")
    return credentials(url, app_id, secret, token, scopes)
