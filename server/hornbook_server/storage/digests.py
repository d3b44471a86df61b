"""Long keys as 16 bytes, which any index takes."""

from collections.abc import Callable
from hashlib import blake2b


def digest_of(*parts: str) -> bytes:
    """Parts are told apart by their lengths, since each may hold any character."""
    return blake2b(_joined(parts), digest_size=16).digest()


def digests_below(*parts: str) -> Callable[..., bytes]:
    """What makes the digests of those that begin with these parts."""
    begun = blake2b(_joined(parts), digest_size=16)

    def of(*further: str) -> bytes:
        whole = begun.copy()
        whole.update(_joined(further))
        return whole.digest()

    return of


def _joined(parts: tuple[str, ...]) -> bytes:
    return "".join([f"{len(part)}:{part}" for part in parts]).encode("utf-8", "surrogatepass")
