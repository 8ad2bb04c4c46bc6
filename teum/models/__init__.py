"""Rows and constraints. Every row but the organisation itself belongs to an organisation, and queries say which.

An index that a query with an organisation is to use begins with the organisation, or is unique without it: SQLite,
which knows nothing of how rows are spread, otherwise takes another one that does, and reads the whole business.
"""

from teum.models.agreement import Agreement, Signature, SigningCode
from teum.models.alignment import Alignment, AlignmentTemplate
from teum.models.bank import BankQuestion
from teum.models.case import Case, Draft, Remark, Task
from teum.models.conversation import Conversation, Summary, Wish
from teum.models.customer import ContactPoint, Customer, Page
from teum.models.disclosure import Disclosure
from teum.models.inbox import Incoming, Mailbox
from teum.models.incident import Affected, Incident, IncidentWord
from teum.models.intake import Intake
from teum.models.law import LegalFact
from teum.models.ledger import Event, Head, Outage, Pulse, Seal
from teum.models.member import ApiToken, IdempotentAnswer, Member, User
from teum.models.message import Carrier, Message
from teum.models.organisation import FormerPolicy, Organisation, SpecialDay
from teum.models.process import Journey, Process
from teum.models.promise import Promise, Revision, Telling, Timer
from teum.models.question import Question
from teum.models.receipt import Receipt, Reversal
from teum.models.sent_form import SentForm
from teum.models.service import Service
from teum.models.standing import StandingDisclosure
from teum.models.survey import Survey
from teum.models.upload import Upload
from teum.models.vocabulary import OwnWord
from teum.models.way_to_pay import WayToPay

__all__ = [
    "Affected",
    "Agreement",
    "Alignment",
    "AlignmentTemplate",
    "ApiToken",
    "BankQuestion",
    "Carrier",
    "Case",
    "ContactPoint",
    "Conversation",
    "Customer",
    "Disclosure",
    "Draft",
    "Event",
    "FormerPolicy",
    "Head",
    "IdempotentAnswer",
    "Incident",
    "IncidentWord",
    "Incoming",
    "Intake",
    "Journey",
    "LegalFact",
    "Mailbox",
    "Member",
    "Message",
    "Organisation",
    "Outage",
    "OwnWord",
    "Page",
    "Process",
    "Promise",
    "Pulse",
    "Question",
    "Receipt",
    "Remark",
    "Reversal",
    "Revision",
    "Seal",
    "SentForm",
    "Service",
    "Signature",
    "SigningCode",
    "SpecialDay",
    "StandingDisclosure",
    "Summary",
    "Survey",
    "Task",
    "Telling",
    "Timer",
    "Upload",
    "User",
    "WayToPay",
    "Wish",
]
