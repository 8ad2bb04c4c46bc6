"""What the customer thinks of what both sides expect, and that they approve it."""

from __future__ import annotations

from django.utils.translation import gettext

from teum.actions import alignments, cancellations
from teum.core.alignment import Mark
from teum.core.disclosure import How
from teum.web import customer_page
from teum.web.customer_page import visits
from teum.web.forms.alignment import ApproveForm, MarkForm
from teum.web.forms.cancellation import CancelForm

mark = customer_page.written(
    MarkForm,
    "mark",
    visits.of_alignment,
    lambda alignment_id, said: alignments.mark(
        alignment_id=alignment_id,
        item=said["item"],
        mark=Mark(said["mark"]),
        counter=said["counter"],
        by=said["by"],
        now=said["now"],
    ),
    lambda: gettext("Thank you. This page shows who answers you and by when."),
)
cancellation = customer_page.written(
    CancelForm,
    "cancel",
    visits.of_alignment,
    lambda alignment_id, said: cancellations.cancel(alignment_id=alignment_id, **said),
    lambda: gettext("It is cancelled. This page shows by when your money is back."),
)
approval = customer_page.written(
    ApproveForm,
    "approval",
    visits.of_alignment,
    lambda alignment_id, said: alignments.approve(
        alignment_id=alignment_id, seen=said["seen"], how=How.PAGE, by=said["by"], now=said["now"]
    ),
    lambda: gettext("Thank you. All of it is agreed, and this page shows what happens next."),
)
