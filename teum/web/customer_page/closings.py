"""What the customer says at the end: that something is still open, that something is missing, and how it was."""

from __future__ import annotations

from django.utils.translation import gettext

from teum.actions import closings as actions
from teum.actions import questions, surveys
from teum.core.survey import Gap
from teum.web.customer_page import Said, visits, written
from teum.web.forms.closing import ReopeningForm, StillOpenForm, SurveyForm

still_open = written(
    StillOpenForm,
    "open",
    visits.of_case,
    lambda case_id, said: questions.ask(case_id=case_id, **said),
    lambda: gettext("Thank you. It stays open, and this page shows who answers you and by when."),
)
reopening = written(
    ReopeningForm,
    "reopening",
    visits.of_case,
    lambda case_id, said: actions.reopen(case_id=case_id, **said),
    lambda: gettext("Thank you for telling us. It is open again, and this page shows who takes care of it."),
)


def _answer(survey_id: int, said: Said) -> object:
    gap = Gap(said["gap"]) if said["gap"] else None
    score = int(said["score"])
    return surveys.answer(survey_id=survey_id, **{**said, "score": score, "gap": gap})


survey = written(
    SurveyForm, "survey", visits.of_survey, _answer, lambda: gettext("Thank you for your answer.")
)
