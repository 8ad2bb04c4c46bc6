"""The one day of every scenario."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

JERUSALEM = ZoneInfo("Asia/Jerusalem")
MADE_AT = datetime(2026, 11, 22, 10, 0, tzinfo=JERUSALEM)
FIRST_DUE = datetime(2026, 11, 24, 15, 0, tzinfo=JERUSALEM)
MOMENTS = 10
"""The promises fall due at so many moments, a minute apart."""
LAST_DUE = FIRST_DUE + timedelta(minutes=MOMENTS - 1)
POLICY = {"ask_minutes": 40, "hold_minutes": 20}
"""The owner is asked, the clock speaks and the time passes one soon after the other: the day is short."""
BEGINS = FIRST_DUE - timedelta(minutes=41)
LATER = FIRST_DUE + timedelta(days=2)
"""When the promises fall due that are made on the day itself."""
