"""The course service as a few dictionaries: what the running one must agree with, whatever has been asked of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refused(Exception):
    """No, with this status."""

    status: int


@dataclass
class Course:
    born: int
    versions: dict[int, str]
    next_version: int = 1
    tags: list[str] = field(default_factory=list)

    @property
    def newest(self) -> int:
        return max(self.versions)

    @property
    def title(self) -> str:
        return self.versions[self.newest]


@dataclass
class Application:
    """One tenant's courses; `born` counts imports of new courses, which is the order of creation."""

    courses: dict[str, Course] = field(default_factory=dict)
    born: int = 0

    def find(self, course_id: str) -> Course:
        if course_id not in self.courses:
            raise Refused(404)
        return self.courses[course_id]

    def import_(self, course_id: str, title: str, *, may_create_new_version: bool) -> int:
        course = self.courses.get(course_id)
        if course is None:
            self.born += 1
            self.courses[course_id] = Course(self.born, {0: title})
            return 0
        if not may_create_new_version:
            raise Refused(409)
        number = course.next_version
        course.versions[number] = title
        course.next_version += 1
        return number

    def set_title(self, course_id: str, title: str) -> None:
        course = self.find(course_id)
        course.versions[course.newest] = title

    def delete(self, course_id: str) -> None:
        self.find(course_id)
        del self.courses[course_id]

    def delete_version(self, course_id: str, number: int) -> None:
        versions = self.find(course_id).versions
        if number not in versions:
            raise Refused(404)
        del versions[number]
        if not versions:
            del self.courses[course_id]

    def put_tags(self, course_ids: list[str], tags: list[str]) -> None:
        """All or none."""
        for course in [self.find(course_id) for course_id in course_ids]:
            course.tags = list(dict.fromkeys(tags))

    def delete_tags(self, course_id: str, tags: list[str]) -> None:
        course = self.find(course_id)
        course.tags = [tag for tag in course.tags if tag not in tags]

    def listed(self, *, text: str = "", tags: tuple[str, ...] = (), order: str = "created_asc") -> list[str]:
        """Course ids; `text` is a substring of the id in any case, `tags` any of those."""
        found = [
            (course.title.casefold() if order.startswith("title") else "", course.born, course_id)
            for course_id, course in self.courses.items()
            if text.casefold() in course_id.casefold() and (not tags or set(tags) & set(course.tags))
        ]
        return [course_id for _, _, course_id in sorted(found, reverse=order.endswith("desc"))]
