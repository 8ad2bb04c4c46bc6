"""The customer reads an agreement, confirms it section by section, and signs it, or says why not."""

from __future__ import annotations

from django.forms import Form
from django.utils.translation import gettext

from teum.actions import agreement_ends, agreements, signing
from teum.core.agreement import Section
from teum.web import customer_page
from teum.web.customer_page import Said, visits
from teum.web.forms.agreement import ContactForm, DeclineForm, SectionForm, SignForm

opening = customer_page.written(
    Form,
    "open",
    visits.of_agreement,
    lambda agreement_id, said: agreements.open_(agreement_id=agreement_id, **said),
    lambda: gettext("Read it section by section, and confirm each one that is what we agreed."),
)
section = customer_page.written(
    SectionForm,
    "section",
    visits.of_agreement,
    lambda agreement_id, said: agreements.confirm(
        agreement_id=agreement_id, section=Section(said["section"]), by=said["by"], now=said["now"]
    ),
    lambda: gettext("Confirmed."),
)
unchanged = customer_page.written(
    Form,
    "unchanged",
    visits.of_agreement,
    lambda agreement_id, said: agreements.confirm_unchanged(agreement_id=agreement_id, **said),
    lambda: gettext("Confirmed: all else stays as it was signed."),
)
code = customer_page.written(
    ContactForm,
    "code",
    visits.of_agreement,
    lambda agreement_id, said: signing.send(
        agreement_id=agreement_id, contact_id=said["contact"], by=said["by"], now=said["now"]
    ),
    lambda: gettext("The code is on its way to you. It is good for 15 minutes."),
)


def _sign(agreement_id: int, said: Said) -> object:
    signing.prove(agreement_id=agreement_id, code=said["code"], by=said["by"], now=said["now"])
    return agreements.sign(
        agreement_id=agreement_id,
        name=said["name"],
        consents=said["consent"],
        strokes=said["drawn"],
        traces=said["traces"],
        by=said["by"],
        now=said["now"],
    )


signature = customer_page.written(
    SignForm,
    "sign",
    visits.of_agreement,
    _sign,
    lambda: gettext("Thank you, you have signed. This page shows by when we sign too."),
    is_traced=True,
)
decline = customer_page.written(
    DeclineForm,
    "refuse",
    visits.of_agreement,
    lambda agreement_id, said: agreement_ends.decline(agreement_id=agreement_id, **said),
    lambda: gettext("Thank you for telling us. This page shows when you hear from us."),
)
