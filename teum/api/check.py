"""What stands in words, before anything is recorded."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from teum.api import answers
from teum.api.bodies import CheckBody
from teum.api.key import caller
from teum.api.shapes import CheckAnswer, CommitmentAnswer, Problem, SuggestionAnswer, VagueAnswer
from teum.language import Analysis
from teum.now import now
from teum.queries import check as queries

router = Router(tags=["words"])


@router.post("/check", response={200: CheckAnswer, 422: Problem}, operation_id="check_words")
def check(request: HttpRequest, said: CheckBody) -> HttpResponse:
    """Find the commitments in a text, its vague words, what is missing, and concrete windows; writes nothing."""
    found = queries.check(
        said.text,
        speaker=said.speaker,
        by=caller(request),
        now=said.now or now(),
        country=said.calendar,
    )
    return answers.send(_answer(found))


def _answer(found: Analysis) -> CheckAnswer:
    return CheckAnswer(
        lang=found.lang,
        commitments=[
            CommitmentAnswer(
                quote=commitment.quote,
                debtor=commitment.debtor,
                clarity=commitment.clarity,
                time_quote=commitment.time_quote,
                start=commitment.start,
                due=commitment.due,
                condition=commitment.condition,
                after_condition=commitment.after_condition,
                channel=commitment.channel,
            )
            for commitment in found.commitments
        ],
        vague=[
            VagueAnswer(
                quote=vague.quote,
                start=vague.start,
                end=vague.end,
                reason=vague.reason,
                why=vague.reason_text(found.lang),
                better=vague.better(found.lang),
            )
            for vague in found.vague
        ],
        missing=list(found.missing),
        suggestions=[
            SuggestionAnswer(start=offered.start, due=offered.due, label=offered.label)
            for offered in found.suggestions
        ],
    )
