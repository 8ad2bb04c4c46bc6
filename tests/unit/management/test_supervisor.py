"""How long the server waits before it starts a part of itself again."""

import pytest

from teum.management import supervisor


@pytest.mark.parametrize(
    ("deaths_in_a_row", "seconds"),
    [(0, 0.5), (1, 0.5), (2, 1), (3, 2), (4, 4), (6, 16), (7, 30), (50, 30), (5_000, 30)],
)
def test_the_wait_doubles_up_to_half_a_minute(deaths_in_a_row: int, seconds: float) -> None:
    assert supervisor.wait_seconds(deaths_in_a_row) == seconds
