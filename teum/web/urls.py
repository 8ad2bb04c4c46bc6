"""The addresses of the pages: things are nouns, acts are resources of theirs."""

from django.urls import URLPattern, path, register_converter

from teum.web import (
    asks,
    case_acts,
    cases,
    contact,
    customer_page,
    customers,
    day,
    health,
    hours,
    ids,
    keys,
    language,
    members,
    outbox,
    promise_box,
    promises,
    search,
    settings,
    setup,
)

register_converter(ids.Converter, "id")

desk: list[URLPattern] = [
    path("", day.my_day, name="day"),
    path("tasks/<id:task_id>/seen", day.task_seen, name="task_seen"),
    path("search", search.search, name="search"),
    path("cases", cases.case_list, name="cases"),
    path("cases/new", cases.new_case, name="case_new"),
    path("cases/<id:case_id>", cases.case_page, name="case"),
    path("cases/<id:case_id>/promises", promise_box.make, name="promises"),
    path("cases/<id:case_id>/promises/check", promise_box.check, name="promise_check"),
    path("cases/<id:case_id>/updates", case_acts.update, name="update"),
    path("cases/<id:case_id>/calls", case_acts.call, name="call"),
    path("cases/<id:case_id>/closing", case_acts.closing, name="case_closing"),
    path("cases/<id:case_id>/reopening", case_acts.reopening, name="case_reopening"),
    path("cases/<id:case_id>/handover", case_acts.handover, name="case_handover"),
    path("customers", customers.customer_list, name="customers"),
    path("customers/new", customers.new_customer, name="customer_new"),
    path("customers/<id:customer_id>", customers.customer, name="customer"),
    path("customers/<id:customer_id>/details", customers.edit_customer, name="customer_edit"),
    path("messages", outbox.outbox, name="outbox"),
    path("messages/<id:message_id>", outbox.message, name="message"),
    path("messages/<id:message_id>/by-hand", outbox.by_hand, name="message_by_hand"),
    path("messages/<id:message_id>/taking-back", outbox.take_back, name="message_take_back"),
    path("messages/<id:message_id>/settlement/<str:outcome>", outbox.settle, name="message_settle"),
    path("team", members.team, name="members"),
    path("team/<id:member_id>", members.member, name="member"),
    path("team/<id:member_id>/invitations", members.invitation, name="member_invitation"),
    path("team/<id:member_id>/deactivation", members.deactivation, name="deactivation"),
    path("hours", hours.hours, name="hours"),
    path("settings", settings.settings, name="settings"),
    path("settings/keys", keys.keys, name="keys"),
    path("settings/keys/<id:key_id>/revocation", keys.revocation, name="key_revocation"),
    path("health", health.health, name="health"),
]

promise: list[URLPattern] = [
    path("promises/new", search.new_promise, name="promise_new"),
    path("promises/<id:promise_id>", promises.promise_page, name="promise"),
    path("promises/<id:promise_id>/ask", asks.ask, name="ask"),
    path("promises/<id:promise_id>/assurances", asks.assurance, name="assurance"),
    path("promises/<id:promise_id>/holding-updates", asks.holding_update, name="holding_update"),
    path("promises/<id:promise_id>/revisions", promises.act("revision"), name="revision"),
    path("promises/<id:promise_id>/reports", promises.act("report"), name="report"),
    path("promises/<id:promise_id>/arrivals", promises.act("arrival"), name="arrival"),
    path("promises/<id:promise_id>/withdrawals", promises.act("withdrawal"), name="withdrawal"),
    path("promises/<id:promise_id>/releases", promises.act("release"), name="release"),
    path("promises/<id:promise_id>/delegations", promises.act("delegation"), name="delegation"),
    path("promises/<id:promise_id>/confirmations", promises.act("confirmation"), name="confirmation"),
    path("promises/<id:promise_id>/disputes", promises.act("dispute"), name="dispute"),
    path("promises/<id:promise_id>/conditions-met", promises.act("condition_met"), name="condition_met"),
    path("promises/<id:promise_id>/acceptances", promises.act("acceptance"), name="acceptance"),
    path("promises/<id:promise_id>/declines", promises.act("decline"), name="decline"),
    path("promises/<id:promise_id>/agreements", promises.act("agreement"), name="agreement"),
]

public: list[URLPattern] = [
    path("language", language.language, name="language"),
    path("welcome", setup.setup, name="setup"),
    path("join/<str:token>", members.join, name="join"),
    path("contact", contact.only, name="contact_only"),
    path("contact/<slug:slug>", contact.contact, name="contact"),
    path("contact/<slug:slug>/<str:token>", contact.answer, name="contact_answer"),
    path("p/<str:token>", customer_page.customer_page, name="customer_page"),
    path(
        "p/<str:token>/promises/<id:promise_id>/confirmations",
        customer_page.confirmation,
        name="page_confirmation",
    ),
    path("p/<str:token>/promises/<id:promise_id>/disputes", customer_page.dispute, name="page_dispute"),
    path("p/<str:token>/promises/<id:promise_id>/agreements", customer_page.agreement, name="page_agreement"),
    path(
        "p/<str:token>/promises/<id:promise_id>/acceptances",
        customer_page.acceptance,
        name="page_acceptance",
    ),
    path("p/<str:token>/promises/<id:promise_id>/declines", customer_page.decline, name="page_decline"),
    path("p/<str:token>/promises/<id:promise_id>/releases", customer_page.release, name="page_release"),
]

urlpatterns: list[URLPattern] = [*desk, *promise, *public]
