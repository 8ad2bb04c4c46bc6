"""How something is paid, to choose from."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from teum.core.price import Means
from teum.web.wording import Words

MEANS: tuple[tuple[str, Words], ...] = (
    (str(Means.TRANSFER), _("Bank transfer")),
    (str(Means.CARD), _("Card")),
    (str(Means.CHEQUE), _("Cheque")),
    (str(Means.CASH), _("Cash")),
    (str(Means.APP), _("Payment app")),
)
