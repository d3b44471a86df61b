"""What an import under way says of itself; the thread that keeps its lease writes it down."""

from hornbook_server.domain.job import ImportJob, Progress, Stage


class ImportProgress:
    """`now` may be read by another thread at any time."""

    def __init__(self, job: ImportJob) -> None:
        self.now = job.progress

    def begin(self, stage: Stage, total: int | None = None) -> None:
        self.now = Progress(stage, 0, total)

    def reach(self, done: int, total: int | None = None) -> None:
        """Bytes behind, of this stage; `total` only where that was not known."""
        self.now = Progress(self.now.stage, done, self.now.total if total is None else total)
