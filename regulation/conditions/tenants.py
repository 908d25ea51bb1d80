"""The tenant list: credit codes (GB 32100-2015) and which firms count (R4.3b-count, Q05)."""

import unicodedata
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator

from regulation.conditions.dossier import TenantSummary
from regulation.measures.model import Edition
from regulation.words.message import say
from regulation.words.refusals import UnsoundError
from regulation.words.values import Line, Strict

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


class CreditCodeError(UnsoundError):
    """A unified social credit code that is not one; the message says where, why and what to do."""


def check_credit_code(text: str) -> str:
    """Give the code in half-width capitals, or raise CreditCodeError; nothing is guessed or corrected."""
    code = unicodedata.normalize("NFKC", text).strip().upper()
    if len(code) != LENGTH:
        raise CreditCodeError(
            say(
                "统一社会信用代码“{code}”为 {given} 位，应为 {length} 位",
                code=code,
                given=len(code),
                length=LENGTH,
            ),
            say("请对照营业执照重新填写"),
        )
    for position, character in enumerate(code, start=1):
        if character not in ALPHABET:
            raise CreditCodeError(
                say(
                    "统一社会信用代码“{code}”第 {position} 位“{character}”不是允许的字符（数字或除 I、O、S、V、Z 以外的大写字母）",
                    code=code,
                    position=position,
                    character=character,
                ),
                say("请对照营业执照核对该位"),
            )
    expected = _check_character(code)
    if code[-1] != expected:
        raise CreditCodeError(
            say(
                "统一社会信用代码“{code}”第 {length} 位（校验位）为“{given}”，按前 {before} 位应为“{expected}”",
                code=code,
                length=LENGTH,
                given=code[-1],
                before=LENGTH - 1,
                expected=expected,
            ),
            say("其中至少一位有误，请对照营业执照逐位核对"),
        )
    return code


class Tenant(Strict):
    """One row of the tenant list; `resident` has moved in, `commercial` is not a public body."""

    name: Line
    credit_code: Annotated[str, AfterValidator(check_credit_code)]
    licence_no: Line | None = None
    filing_no: Line | None = None
    resident: bool
    commercial: bool
    categories: tuple[Line, ...] = ()
    serious_violation: bool = False
    tagged: bool = False

    @property
    def licensed(self) -> bool:
        """Whether a licence or a filing is stated."""
        return self.licence_no is not None or self.filing_no is not None


def counts(tenant: Tenant, edition: Edition) -> bool:
    """Say whether a firm is one of those that Article 4 item 3 counts (R4.3b-count, Q05)."""
    return (
        tenant.commercial
        and not tenant.serious_violation
        and (tenant.resident or edition.flag("tenants.count_signed"))
        and (tenant.licensed or not edition.flag("tenants.require_licence_or_filing"))
    )


def summarise(tenants: Iterable[Tenant], edition: Edition) -> TenantSummary:
    """Count the list by distinct credit codes; rows of one code are read together (Q05)."""
    firms = _merged(tenants)
    counted = [firm for firm in firms if counts(firm, edition)]
    offered = {category for firm in counted for category in firm.categories}
    known = [category for category in edition.texts("tenants.categories") if category in offered]
    return TenantSummary(
        counted=len(counted),
        signed_only=sum(not firm.resident for firm in firms),
        without_licence=sum(firm.commercial and not firm.licensed for firm in firms),
        public_bodies=sum(not firm.commercial for firm in firms),
        serious_violations=sum(firm.serious_violation for firm in firms),
        categories=(*known, *sorted(offered - set(known))),
        tagged=sum(firm.tagged for firm in counted),
    )


def _check_character(code: str) -> str:
    """Compute the last character from the first seventeen: weights 3^i modulo 31."""
    modulus = len(ALPHABET)
    total = sum(ALPHABET.index(c) * pow(3, i, modulus) for i, c in enumerate(code[: LENGTH - 1]))
    return ALPHABET[-total % modulus]


def _merged(tenants: Iterable[Tenant]) -> list[Tenant]:
    """Join the rows of each code: what any row states holds, but one public-body row is enough to exclude."""
    firms: dict[str, Tenant] = {}
    for row in tenants:
        held = firms.get(row.credit_code)
        firms[row.credit_code] = row if held is None else _joined(held, row)
    return list(firms.values())


def _joined(held: Tenant, row: Tenant) -> Tenant:
    """Join two rows of one code."""
    return held.model_copy(
        update={
            "licence_no": held.licence_no or row.licence_no,
            "filing_no": held.filing_no or row.filing_no,
            "resident": held.resident or row.resident,
            "commercial": held.commercial and row.commercial,
            "categories": tuple(dict.fromkeys((*held.categories, *row.categories))),
            "serious_violation": held.serious_violation or row.serious_violation,
            "tagged": held.tagged or row.tagged,
        }
    )
