"""What differs between two texts: the spans of the first that others took the place of, in whole lines.

Only bytes are compared, so any file will do, whatever became of it. A difference that was not found as small as it
could be costs room and nothing else: who keeps one has seen that it leads to the very bytes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_ONE_SPAN = 2048
"""Bytes up to which what differs is one span: to look for lines in common would save less than it costs."""
_HEAD = 32
"""Bytes that the three numbers of a span have at most."""


class Span(NamedTuple):
    """One place in which two texts differ."""

    at: int
    """Where it begins in the first text, in bytes."""
    gone: int
    """How many bytes of the first text it takes away."""
    put: bytes
    """What stands there in the second text."""


def spans(before: bytes, after: bytes) -> tuple[Span, ...]:
    """How `after` differs from `before`, from the beginning to the end; none where they are the same."""
    if before == after:
        return ()
    start = _in_common(before, after)
    end = _in_common_at_the_end(before, after, min(len(before), len(after)) - start)
    start = before.rfind(b"\n", 0, start) + 1
    end = _to_line_end(before, len(before) - end, start)
    there = end - len(before) + len(after)
    if min(end, there) - start <= _ONE_SPAN:
        return (Span(start, end - start, after[start:there]),)
    return tuple(_by_lines(start, before[start:end], after[start:there]))


def applied(before: bytes, changes: Iterable[Span], most: int) -> bytes:
    """The second text, from the first and how they differ. Raises `ValueError` where the spans do not fit this text,
    or would make more than `most` bytes of it."""
    parts: list[bytes] = []
    here = size = 0
    for at, gone, put in changes:
        if at < here or at + gone > len(before):
            raise ValueError("a span lies outside the text")
        parts += (before[here:at], put)
        size += at - here + len(put)
        here = at + gone
        if size > most:
            break
    if size + len(before) - here > most:
        raise ValueError("more bytes than were told")
    return b"".join((*parts, before[here:]))


def written(changes: Iterable[Span]) -> bytes:
    """Spans as bytes: for each a line of three numbers (where, how many bytes go, how many come), and what comes."""
    return b"".join(b"%d %d %d\n%b\n" % (at, gone, len(put), put) for at, gone, put in changes)


def read(raw: bytes) -> tuple[Span, ...]:
    """The spans that `written` wrote. Raises `ValueError` for anything else."""
    found: list[Span] = []
    here = 0
    while here < len(raw):
        first = raw.find(b"\n", here, here + _HEAD) + 1
        numbers = raw[here : first - 1].split(b" ")
        if not first or len(numbers) != 3 or not all(number.isdigit() for number in numbers):
            raise ValueError("no span")
        at, gone, size = map(int, numbers)
        here = first + size + 1
        if raw[here - 1 : here] != b"\n":
            raise ValueError("a span was cut off")
        found.append(Span(at, gone, raw[first : here - 1]))
    return tuple(found)


def _in_common(one: bytes, two: bytes) -> int:
    """How many bytes both begin with."""
    low, high = 0, min(len(one), len(two))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == two[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _in_common_at_the_end(one: bytes, two: bytes, most: int) -> int:
    """How many bytes both end with, at most so many."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[len(one) - middle : len(one) - low] == two[len(two) - middle : len(two) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _to_line_end(text: bytes, at: int, start: int) -> int:
    """The end of the line that `at` lies in; `at` where it is the end of one."""
    if at <= start or text[at - 1 : at] == b"\n":
        return at
    return text.find(b"\n", at) + 1 or len(text)


def _by_lines(start: int, before: bytes, after: bytes) -> Iterator[Span]:
    """The spans between lines that both texts hold once and in the same order."""
    one, two = before.splitlines(keepends=True), after.splitlines(keepends=True)
    at = start
    i = j = 0
    for a, b in (*_anchors(one, two), (len(one), len(two))):
        first, last, other, end = i, a, j, b
        while first < last and other < end and one[first] == two[other]:
            at += len(one[first])
            first, other = first + 1, other + 1
        while last > first and end > other and one[last - 1] == two[end - 1]:
            last, end = last - 1, end - 1
        gone = sum(map(len, one[first:last]))
        if gone or end > other:
            yield Span(at, gone, b"".join(two[other:end]))
        at += gone + sum(map(len, one[last : a + 1]))
        i, j = a + 1, b + 1


def _anchors(one: Sequence[bytes], two: Sequence[bytes]) -> list[tuple[int, int]]:
    """Lines that stand in each text once, as pairs of their places: the most of them that are in one order."""
    once = {line for line, count in Counter(one).items() if count == 1}
    places = {line: at for at, line in enumerate(two) if line in once}
    twice = {line for line, count in Counter(two).items() if count > 1}
    pairs = [(at, places[line]) for at, line in enumerate(one) if line in places and line not in twice]
    ends: list[int] = []
    """By how long a row is, the least place in the second text at which one of that length ends."""
    last: list[int] = []
    behind: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        behind.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    row: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = behind[number]
    return row[::-1]
