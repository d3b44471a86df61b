"""Callers of a running service, who remember what it has acknowledged."""

import contextlib
import random
import threading
from collections.abc import Callable, Iterator

import httpx

from tests.fixtures import packages
from tests.fixtures.waiting import WITHIN, until

SMALL = packages.scorm12(scos=3)
LARGER = packages.scorm12(extra={"film.mp4": random.Random(1).randbytes(700_000)})
_GIVEN_UP = (httpx.TransportError, AssertionError)


class Load:
    """`jobs` are ids with their courses, `versions` what is left of a course after a deletion: [] is nothing."""

    def __init__(self, url: str, credentials: tuple[str, str], chance: random.Random) -> None:
        self.jobs: dict[str, str] = {}
        self.versions: dict[str, list[int]] = {}
        self.surprises: list[str] = []
        self._api = httpx.Client(base_url=url, auth=credentials, timeout=WITHIN)
        self._chance = chance
        self._stop = threading.Event()

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        callers = [
            threading.Thread(target=self._repeat, args=(call,)) for call in (self._import, self._import, self._delete)
        ]
        for caller in callers:
            caller.start()
        try:
            yield
        finally:
            self._stop.set()
            for caller in callers:
                caller.join()
            self._api.close()

    def _repeat(self, call: Callable[[int], None]) -> None:
        """Until the service is gone, or the time is over."""
        number = 0
        with contextlib.suppress(*_GIVEN_UP):
            while not self._stop.is_set():
                call(number)
                number += 1

    def _import(self, _: int) -> None:
        self._upload(f"kept {self._chance.randrange(3)}")
        self._stop.wait(0.03)  # else what waits after a restart says more of the machine than of the service

    def _delete(self, number: int) -> None:
        """Two versions, then one, then none: each is known only from the acknowledgement to the next request."""
        course_id = f"gone {number}"
        for _ in range(2):
            job_id = self._upload(course_id)
            until(lambda job_id=job_id: self._stop.is_set() or self._ended(job_id))
        for path, left in ((f"/courses/{course_id}/versions/0", [1]), (f"/courses/{course_id}", [])):
            if self._stop.is_set():
                return
            self.versions.pop(course_id, None)
            self._expect(self._api.delete(path), 204)
            self.versions[course_id] = left

    def _ended(self, job_id: str) -> bool:
        return self._expect(self._api.get(f"/courses/importJobs/{job_id}"), 200).json()["status"] != "RUNNING"

    def _upload(self, course_id: str) -> str:
        answer = self._api.post(
            "/courses/importJobs/upload",
            params={"courseId": course_id, "mayCreateNewVersion": "true"},
            files={"file": ("a.zip", self._chance.choice((SMALL, LARGER)), "application/zip")},
        )
        job_id = self._expect(answer, 200).json()["result"]
        self.jobs[job_id] = course_id
        return job_id

    def _expect(self, answer: httpx.Response, status: int) -> httpx.Response:
        if answer.status_code != status:
            self.surprises.append(f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text}")
        assert answer.status_code == status
        return answer
