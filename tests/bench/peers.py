"""The peers of the throughput benchmark: each answers the same requests from the same rows with the same SQL.

Run as `python tests/bench/peers.py NAME PORT HOME`.
"""

import base64
import hashlib
import hmac
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import connexion
import orjson
import uvicorn
from connexion.resolver import Resolver
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hornbook_contract import openapi_document
from hornbook_server import app as composition
from hornbook_server.domain.course_listing import CourseQuery
from hornbook_server.handlers.wire import timestamp
from hornbook_server.opening import open_hornbook
from hornbook_server.settings import from_environment
from hornbook_server.storage import courses, credentials, listing
from hornbook_server.storage.clock import moment
from hornbook_server.storage.course_listing import COURSES
from hornbook_server.storage.database import Database


class Rows:
    """The service's own statements on its own connections, rows turned into dicts by hand."""

    def __init__(self, home: Path) -> None:
        self._engine = Database(f"sqlite:///{home / 'hornbook.db'}")._reading
        shape = listing.shape_of(CourseQuery(since=EPOCH))
        self._within = listing.within_dates_statement(COURSES, shape)
        self._page = listing.page_statement(COURSES, shape, after=False)

    def secret_fits(self, app_id: str, secret: str) -> bool:
        with self._engine.connect() as connection:
            rows = connection.execute(credentials._LIVE_DIGESTS, {"app_id": app_id}).all()
        digest = hashlib.sha256(secret.encode()).digest()
        return any(hmac.compare_digest(digest, live) for _, live in rows)

    def page(self, app_id: str) -> dict[str, Any]:
        values = {"app_id": app_id, "since": 0, "limit": 101}
        with self._engine.connect() as connection:
            assert connection.execute(self._within, values).scalar_one() > listing.FEW
            rows = connection.execute(self._page, values).all()
        return {"courses": [as_dict(row[2:]) for row in rows[:100]], "more": "x"}

    def one(self, app_id: str, course_id: str) -> dict[str, Any] | None:
        with self._engine.connect() as connection:
            row = connection.execute(courses._GET, {"app_id": app_id, "course_id": course_id}).first()
        return None if row is None else as_dict(row[:-1]) | {"rootActivity": orjson.loads(row[-1])}


EPOCH = datetime.fromtimestamp(0, UTC)


def as_dict(row: Any) -> dict[str, Any]:
    course_id, tags, version, title, standard, activity_id, created, updated, _, _ = row
    return {
        "id": course_id,
        "title": title,
        "xapiActivityId": activity_id,
        "created": timestamp(moment(created)),
        "updated": timestamp(moment(updated)),
        "version": version,
        "activityId": activity_id,
        "courseLearningStandard": standard,
        "tags": orjson.loads(tags),
        "dispatched": False,
    }


def starlette_app(home: Path) -> Any:
    rows = Rows(home)

    def guarded(answer: Callable[[Request, str], Any]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            scheme, _, credentials = request.headers["authorization"].partition(" ")
            app_id, _, secret = base64.b64decode(credentials).decode().partition(":")
            if scheme.lower() != "basic" or not rows.secret_fits(app_id, secret):
                return Response(status_code=401)
            return Response(orjson.dumps(answer(request, app_id)), media_type="application/json")

        return endpoint

    return Starlette(
        routes=[
            Route("/api/v2/courses", guarded(lambda _, app_id: rows.page(app_id))),
            Route(
                "/api/v2/courses/{course_id}",
                guarded(lambda request, app_id: rows.one(app_id, request.path_params["course_id"])),
            ),
        ]
    )


def connexion_app(home: Path) -> Any:
    global basic  # noqa: PLW0603 connexion finds security functions by module path
    rows = Rows(home)

    def basic(username: str, password: str) -> dict[str, str] | None:
        return {"sub": username} if rows.secret_fits(username, password) else None

    document = openapi_document()
    for name in ("APP_NORMAL", "APP_MANAGEMENT"):
        document["components"]["securitySchemes"][name]["x-basicInfoFunc"] = f"{__name__}.basic"
    document["components"]["securitySchemes"]["OAUTH"]["x-tokenInfoFunc"] = f"{__name__}.basic"
    handlers: dict[str, Callable[..., Any]] = {
        "getCourses": lambda user, **_: rows.page(user),
        "getCourse": lambda course_id, user, **_: rows.one(user, course_id),
    }
    app = connexion.FlaskApp(__name__)
    resolver = Resolver(lambda name: handlers.get(name, lambda: None))
    app.add_api(document, base_path="/api/v2", resolver=resolver, pythonic_params=True)
    return app


def hornbook_app(home: Path) -> Any:
    settings = from_environment({"HORNBOOK_HOME": str(home)})
    return composition.create_app(open_hornbook(settings), validate_responses=True)


APPS = {"hornbook": hornbook_app, "starlette": starlette_app, "connexion": connexion_app}

if __name__ == "__main__":
    name, port, home = sys.argv[1:]
    uvicorn.run(APPS[name](Path(home)), port=int(port), log_level="error", loop="uvloop", http="httptools")
