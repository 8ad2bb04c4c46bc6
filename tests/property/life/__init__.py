"""The promise's life as a state machine: what people, the clock, the carrier and bad luck may do, in any order."""

from tests.property.life.asking import Life
from tests.property.life.choosing import ChoosingLife
from tests.property.life.closing import EndingLife, FoulEndingLife
from tests.property.life.keys import KeyLife
from tests.property.life.signing import FoulSigningLife, SigningLife
from tests.property.life.talking import TalkingLife
from tests.property.life.telling import FoulTellingLife, TellingLife
from tests.property.life.unmaking import UndoneLife
from tests.property.life.uploading import UploadingLife
from tests.property.life.weather import FairLife, FoulLife
from tests.property.life.whole import FoulWholeLife, WholeLife
from tests.property.life.wishing import WishingLife
from tests.property.life.writing import WritingLife

__all__ = [
    "ChoosingLife",
    "EndingLife",
    "FairLife",
    "FoulEndingLife",
    "FoulLife",
    "FoulSigningLife",
    "FoulTellingLife",
    "FoulWholeLife",
    "KeyLife",
    "Life",
    "SigningLife",
    "TalkingLife",
    "TellingLife",
    "UndoneLife",
    "UploadingLife",
    "WholeLife",
    "WishingLife",
    "WritingLife",
]
