"""A clock that stands: no answer on record hangs on the day on which it is asked."""

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from unittest import mock


class OneDay(datetime):
    """A clock that stands."""

    @classmethod
    def now(cls, tz: tzinfo | None = UTC) -> "OneDay":
        """Return the day on which tests ask what the law says."""
        return cls(2026, 11, 28, tzinfo=tz)


@contextlib.contextmanager
def stopped() -> Iterator[None]:
    """Stop the clock that the commands look at."""
    with mock.patch("ecomap.cli.choices.datetime", OneDay):
        yield
