"""The people of the demonstration; names and addresses are invented."""

from pathlib import Path

from records.database import Database
from records.people.directory import Account, add_account
from regulation.vocabulary.role import Role

DISTRICT = "吉林市龙潭区"
OPERATOR_CODE = "91220203MAFX02026W"  # the operator of samples/jiangbei/dossier.toml

OFFICIALS = (
    ("local-hrss", "龙潭区人社局 周经办", Role.LOCAL_HRSS, DISTRICT),
    ("local-hrss-2", "龙潭区人社局 吴复核", Role.LOCAL_HRSS, DISTRICT),
    ("local-gov", "龙潭区人民政府 郑承办", Role.LOCAL_GOVERNMENT, DISTRICT),
    ("city-hrss", "市人社局 王经办", Role.CITY_HRSS, None),
    ("city-hrss-2", "市人社局 冯经办", Role.CITY_HRSS, None),
    ("city-leader", "市人社局 陈负责", Role.CITY_HRSS_LEADER, None),
    ("drc", "市发改委 褚承办", Role.DRC, None),
    ("finance", "市财政局 卫承办", Role.FINANCE, None),
    ("auditor", "市审计局 蒋审计", Role.AUDITOR, None),
    ("admin", "系统管理员 沈工", Role.ADMINISTRATOR, None),
)
EXPERTS = (
    ("韩专家", "人力资源服务", True, "松江人力资源研究中心", "吉林市"),
    ("杨专家", "人力资源服务", True, "北山人才服务有限公司", "长春市"),
    ("朱专家", "园区运营", True, "雾凇园区管理咨询有限公司", "吉林市"),
    ("秦专家", "园区运营", True, "长白产业发展研究院", "长春市"),
    ("尤专家", "财务", True, "丰满会计师事务所", "吉林市"),
    ("许专家", "法律", True, "船营律师事务所", "吉林市"),
    ("何专家", "就业创业", False, "市就业服务局", "吉林市"),
    ("吕专家", "财务", False, "市财政局", "吉林市"),
    ("施专家", "产业规划", False, "市发改委", "吉林市"),
)


def _email(name: str) -> str:
    return f"{name}@example.invalid"


def demo_accounts() -> tuple[Account, ...]:
    """List the people of the demonstration: an operator, the officials and nine experts."""
    operator = Account(
        id="op-jiangbei",
        name="江北园区运营服务有限公司 赵经理",
        roles=(Role.OPERATOR,),
        district=DISTRICT,
        credit_code=OPERATOR_CODE,
        email=_email("op-jiangbei"),
    )
    officials = (
        Account(id=key, name=name, roles=(role,), district=district, email=_email(key))
        for key, name, role, district in OFFICIALS
    )
    experts = (
        Account(
            id=f"exp-{number}",
            name=name,
            roles=(Role.EXPERT,),
            email=_email(f"exp-{number}"),
            expert={"field": field, "external": external, "employer": employer, "region": region},
        )
        for number, (name, field, external, employer, region) in enumerate(EXPERTS, start=1)
    )
    return (operator, *officials, *experts)


async def create_demo_accounts(db: Database, folder: Path) -> None:
    """Add those who are not there yet; the token of each new one is written into `folder`."""
    for account in demo_accounts():
        await add_account(db, account, folder)
