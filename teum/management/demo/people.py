"""The demo's business: air conditioning in the Galilee, with its people, hours and customers."""

from dataclasses import dataclass
from datetime import datetime

from teum.actions import customers, seals, tokens
from teum.actions.customers import Contact
from teum.core.actor import Actor
from teum.models import ApiToken, Customer, Member, Organisation, User
from teum.queries import rows

EMAIL = "michal@demo.teum.example"
PASSWORD = "teum-demo"  # noqa: S105 - the demo's own, shown to whoever starts it
SLUG = "demo"

WEEK = {
    **{str(day): [["08:30", "13:00"], ["14:00", "18:00"]] for day in (6, 0, 1, 2, 3)},
    "4": [["08:30", "12:30"]],
}
STAFF = (
    ("michal", "מיכל לוין", "f", "principal", "+972547654301"),
    ("rina", "רינה אוחיון", "f", "manager", "+972547654302"),
    ("yael", "יעל בן דוד", "f", "agent", "+972547654303"),
    ("dan", "דן אברהמי", "m", "agent", "+972547654304"),
    ("samir", "סמיר חורי", "m", "partner", "+972547654305"),
)
CUSTOMERS = (
    (
        "dana",
        "דנה מזרחי",
        "he",
        (("email", "dana@example.com"), ("phone", "054-765-4321"), ("whatsapp", "054-765-4321")),
    ),
    ("moshe", "משה כהן", "he", (("email", "moshe@example.com"), ("phone", "054-765-4322"))),
    ("noa", "נועה שמש", "he", (("email", "noa@example.com"), ("phone", "054-765-4323"))),
    ("olga", "אולגה פטרובה", "he", (("email", "olga@example.com"), ("phone", "054-765-4324"))),
    ("john", "John Baker", "en", (("email", "john@example.com"), ("phone", "054-765-4325"))),
    ("amal", "אמל נסאר", "he", (("email", "amal@example.com"), ("phone", "054-765-4326"))),
    ("yossi", "יוסי פרץ", "he", (("whatsapp", "054-765-4327"), ("phone", "054-765-4327"))),
    ("hotel", "מלון ארז", "he", (("email", "office@erez.example.com"), ("phone", "04-698-7654"))),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody by their short name."""

    organisation: Organisation
    staff: dict[str, Member]
    customers: dict[str, Customer]
    api_token: str

    def by(self, name: str) -> Actor:
        """A member as the one who acts."""
        return rows.actor(self.staff[name])


def gather(*, now: datetime) -> People:
    """Make the business, its people and its customers."""
    organisation = Organisation.objects.create(
        name="מזגני הגליל",
        slug=SLUG,
        phone="04-698-1234",
        legal_kind="company",
        legal_name="מזגני הגליל בע״מ",
        registration="512345679",
        address="הגפן 12, כרמיאל",
        name_en="Galil Air",
        hours={
            "week": WEEK,
            "holidays": "closed",
            "eves": "half",
            "chol_hamoed": "half",
            "memorial_days": "open",
        },
        is_demo=True,
        created_at=now,
    )
    seals.begin(organisation.pk)
    staff = {short: _member(organisation, short, *rest) for short, *rest in STAFF}
    by = rows.actor(staff["michal"])
    found = {
        short: customers.make(
            by=by,
            name=name,
            language=language,
            contacts=[Contact(channel=channel, address=address) for channel, address in contacts],
            now=now,
        )
        for short, name, language, contacts in CUSTOMERS
    }
    return People(
        organisation=organisation, staff=staff, customers=found, api_token=_token(staff["yael"], now=now)
    )


def _member(organisation: Organisation, short: str, name: str, gender: str, role: str, phone: str) -> Member:
    email = f"{short}@demo.teum.example"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, PASSWORD)
    return Member.objects.of(organisation.pk).create(
        user=user, email=email, name=name, gender=gender, role=role, phone=phone
    )


def _token(member: Member, *, now: datetime) -> str:
    row, clear = tokens.make(member=member, name="demo", now=now)
    assert isinstance(row, ApiToken)
    return clear
