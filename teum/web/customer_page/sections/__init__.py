"""The sections of the customer's page, one module a noun, in the order in which they are read."""

from teum.web.customer_page.page import Page, Section
from teum.web.customer_page.sections import agreement
from teum.web.customer_page.sections.calendar import calendar
from teum.web.customer_page.sections.callbacks import callbacks
from teum.web.customer_page.sections.cases import cases
from teum.web.customer_page.sections.closing import reopening, survey
from teum.web.customer_page.sections.contact import contact
from teum.web.customer_page.sections.disclosures import disclosures
from teum.web.customer_page.sections.first import first
from teum.web.customer_page.sections.history import history
from teum.web.customer_page.sections.preferences import preferences, unreached
from teum.web.customer_page.sections.promises import promises
from teum.web.customer_page.sections.questions import questions
from teum.web.customer_page.sections.stages import stages
from teum.web.customer_page.sections.summaries import summaries
from teum.web.customer_page.sections.uploads import handed
from teum.web.customer_page.sections.waiting import waiting

ORDER = (
    first,
    waiting,
    unreached,
    survey,
    reopening,
    promises,
    agreement.agreed,
    questions,
    summaries,
    disclosures,
    handed,
    stages,
    callbacks,
    preferences,
    calendar,
    history,
    cases,
    contact,
)


def of(page: Page) -> list[Section]:
    """What there is to show."""
    return [section for draw in ORDER for section in draw(page)]
