"""People of an organisation, and how they sign in."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from teum.models.tenancy import OfOrganisation


class UserManager(BaseUserManager["User"]):
    """Makes users, who are named by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        """Create a user; without a password nobody can sign in as them until they set one."""
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "User":
        """Create a user with every Django permission."""
        return self.create_user(email, password, is_superuser=True, **values)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in."""

    email = models.EmailField(max_length=254, unique=True)
    language = models.CharField(max_length=5, default="he")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    @property
    def is_staff(self) -> bool:
        """Nobody works through Django's own administration."""
        return False


class Member(OfOrganisation):
    """A person of the organisation."""

    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=100)
    gender = models.CharField(max_length=1, default="f")
    """Grammatical, for Hebrew texts: `f` or `m`."""
    role = models.CharField(max_length=10)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=5, default="he")
    is_active = models.BooleanField(default=True)
    invitation = models.CharField(max_length=64, blank=True)
    """SHA-256 of the token in the invitation's link; empty once it was used."""
    invited_at = models.DateTimeField(null=True)

    class Meta:
        """A user is a member of an organisation once."""

        constraints = [
            models.UniqueConstraint(fields=["organisation", "email"], name="one_member_an_address"),
            models.CheckConstraint(
                condition=models.Q(role__in=["principal", "manager", "agent", "partner"]), name="known_role"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ApiToken(OfOrganisation):
    """A key for programs, which act as its member; only its digest is kept."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class IdempotentAnswer(OfOrganisation):
    """The first answer to a request that named a key."""

    key = models.CharField(max_length=200)
    """SHA-256 of who asked and of the key that they named."""
    request = models.CharField(max_length=64)
    """SHA-256 of method, path and body."""
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        """One answer a key."""

        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_answer_a_key")]
