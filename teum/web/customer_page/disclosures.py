"""What the customer chooses of what they were told, and that it does matter to them."""

from __future__ import annotations

from django.utils.translation import gettext

from teum.actions import disclosures, objections
from teum.core.disclosure import How
from teum.web import customer_page
from teum.web.customer_page import visits
from teum.web.forms.disclosure import DecisionForm, MattersForm

decision = customer_page.written(
    DecisionForm,
    "decision",
    visits.of_disclosure,
    lambda disclosure_id, said: disclosures.decide(disclosure_id=disclosure_id, how=How.PAGE, **said),
    lambda: gettext("Thank you. Your choice is recorded, and this page shows what comes of it."),
)
matters = customer_page.written(
    MattersForm,
    "matters",
    visits.of_disclosure,
    lambda disclosure_id, said: objections.object_to(disclosure_id=disclosure_id, **said),
    lambda: gettext("Thank you for telling us. This page shows who answers you and by when."),
)
