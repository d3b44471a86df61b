"""Text of descriptors: as it comes in pieces, and as it is shown."""

from sys import getsizeof

# Above the longest that SCORM foresees, the 64,000 characters of dataFromLMS.
LONGEST_TEXT = 100_000


class Text:
    """The text of an element as its pieces come; of much white space between children no more is kept than must be.

    `held` are the bytes of memory that the pieces take.
    """

    __slots__ = ("_length", "_pieces", "held", "is_endless")

    def __init__(self) -> None:
        self.is_endless = False
        self.held = 0
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        if self._pieces or not piece.isspace():
            self._pieces.append(piece)
            self._length += len(piece)
            self.held += getsizeof(piece)
        if self._length > 2 * LONGEST_TEXT:
            self._pieces = [self.whole() + " "]
            self._length = len(self._pieces[0])
            self.held = getsizeof(self._pieces[0])
            self.is_endless = self._length > LONGEST_TEXT

    def whole(self) -> str:
        """Without white space at its edges."""
        return "".join(self._pieces).strip()


def collapse(text: str) -> str:
    """With single blanks for white space; the text itself where it has no other."""
    collapsed = " ".join(text.split())
    return text if collapsed == text else collapsed
