"""The addresses of the customer's page: what a customer does with a thing is a resource of it."""

from django.urls import URLPattern, path

from teum.web import customer_page
from teum.web.customer_page import (
    agreements,
    alignments,
    calendars,
    callbacks,
    closings,
    counters,
    disclosures,
    gate,
    preferences,
    renewals,
    summaries,
    uploads,
)
from teum.web.customer_page.history import history
from teum.web.customer_page.live import live

patterns: list[URLPattern] = [
    path("p/<str:token>", customer_page.customer_page, name="customer_page"),
    path("p/<str:token>/history", history, name="page_history"),
    path("p/<str:token>/live", live, name="page_live"),
    path("p/<str:token>/calendar.ics", calendars.feed, name="page_calendar"),
    path("p/<str:token>/preferences", preferences.change, name="page_preferences"),
    path("p/<str:token>/contacts/<id:contact_id>", preferences.address, name="page_contact"),
    path("p/<str:token>/link-renewals", renewals.renewal, name="page_link_renewals"),
    path("p/<str:token>/cases/<id:case_id>/calls", callbacks.ask, name="page_calls"),
    path("p/<str:token>/promises/<id:promise_id>/counters", counters.counter, name="page_counter"),
    path("p/<str:token>/promises/<id:promise_id>/moves", counters.move, name="page_move"),
    path("p/<str:token>/promises/<id:promise_id>/completions", uploads.done, name="page_done"),
    path("p/<str:token>/promises/<id:promise_id>/event.ics", calendars.entry, name="page_event"),
    path(
        "p/<str:token>/promises/<id:thing_id>/confirmations",
        customer_page.confirmation,
        name="page_confirmation",
    ),
    path("p/<str:token>/promises/<id:thing_id>/disputes", customer_page.dispute, name="page_dispute"),
    path("p/<str:token>/promises/<id:thing_id>/agreements", customer_page.agreement, name="page_agreement"),
    path(
        "p/<str:token>/promises/<id:thing_id>/acceptances",
        customer_page.acceptance,
        name="page_acceptance",
    ),
    path("p/<str:token>/promises/<id:thing_id>/declines", customer_page.decline, name="page_decline"),
    path("p/<str:token>/promises/<id:thing_id>/releases", customer_page.release, name="page_release"),
    path("p/<str:token>/promises/<id:thing_id>/objections", customer_page.objection, name="page_objection"),
    path("p/<str:token>/cases/<id:thing_id>/questions", customer_page.question, name="page_question"),
    path("p/<str:token>/cases/<id:thing_id>/still-open", closings.still_open, name="page_still_open"),
    path("p/<str:token>/cases/<id:thing_id>/reopenings", closings.reopening, name="page_reopening"),
    path("p/<str:token>/surveys/<id:thing_id>/answers", closings.survey, name="page_survey"),
    path("p/<str:token>/questions/<id:thing_id>/answers", customer_page.answer, name="page_answer"),
    path("p/<str:token>/questions/<id:question_id>/uploads", uploads.receive, name="page_uploads"),
    path("p/<str:token>/uploads/<id:upload_id>", uploads.download, name="page_upload"),
    path("p/<str:token>/questions/<id:thing_id>/confirmations", customer_page.rightness, name="page_right"),
    path("p/<str:token>/agreements/<id:thing_id>/openings", agreements.opening, name="page_agreement_open"),
    path(
        "p/<str:token>/agreements/<id:thing_id>/sections", agreements.section, name="page_agreement_section"
    ),
    path(
        "p/<str:token>/agreements/<id:thing_id>/unchanged",
        agreements.unchanged,
        name="page_agreement_unchanged",
    ),
    path("p/<str:token>/agreements/<id:thing_id>/codes", agreements.code, name="page_agreement_code"),
    path(
        "p/<str:token>/agreements/<id:thing_id>/signatures",
        agreements.signature,
        name="page_agreement_signature",
    ),
    path(
        "p/<str:token>/agreements/<id:thing_id>/declines", agreements.decline, name="page_agreement_decline"
    ),
    path("p/<str:token>/alignments/<id:thing_id>/answers", alignments.answers, name="page_alignment_answers"),
    path("p/<str:token>/alignments/<id:thing_id>/marks", alignments.mark, name="page_alignment_mark"),
    path("p/<str:token>/alignments/<id:thing_id>/agreed", alignments.agreed, name="page_alignment_agreed"),
    path(
        "p/<str:token>/alignments/<id:thing_id>/approvals",
        alignments.approval,
        name="page_alignment_approval",
    ),
    path(
        "p/<str:token>/alignments/<id:thing_id>/cancellations",
        alignments.cancellation,
        name="page_cancellation",
    ),
    path(
        "p/<str:token>/summaries/<id:thing_id>/confirmations",
        summaries.confirmation,
        name="page_summary_confirmation",
    ),
    path(
        "p/<str:token>/summaries/<id:thing_id>/corrections",
        summaries.correction,
        name="page_summary_correction",
    ),
    path("p/<str:token>/summaries/<id:summary_id>/summary.pdf", summaries.pdf, name="page_summary_pdf"),
    path("p/<str:token>/disclosures/<id:thing_id>/decisions", disclosures.decision, name="page_decision"),
    path(
        "p/<str:token>/disclosures/<id:thing_id>/objections",
        disclosures.matters,
        name="page_disclosure_objection",
    ),
]

for address in patterns:
    address.callback = gate.behind_link(address.callback)
