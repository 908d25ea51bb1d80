"""Who acts: the roles of the Measures, and those that a running system needs."""

from regulation.words.labels import Labelled


class Role(Labelled):
    """Who acts (Article 3, Article 5; register A2 of the requirements)."""

    OPERATOR = "operator", "运营机构", "operator"
    LOCAL_HRSS = "local_hrss", "所在地人社部门", "local HRSS department"
    LOCAL_GOVERNMENT = "local_government", "所在地人民政府", "local people's government"
    CITY_HRSS = "city_hrss", "市人社局经办人", "city HRSS bureau, handler"
    CITY_HRSS_LEADER = "city_hrss_leader", "市人社局负责人", "city HRSS bureau, leader"
    EXPERT = "expert", "评审组成员", "member of the review panel"
    DRC = "drc", "市发改委", "development and reform commission"
    FINANCE = "finance", "市财政局", "finance bureau"
    PUBLIC = "public", "社会公众", "member of the public"
    AUDITOR = "auditor", "审计人员", "auditor"
    ADMINISTRATOR = "administrator", "系统管理员", "administrator"
    SYSTEM = "system", "系统", "system"
