"""Which body a role belongs to, which roles serve one district only, and who hands over whose task (Article 3; Q01, Q52)."""

from regulation.vocabulary.role import Role

# Roles that act only inside their own district, and those bound to one organisation (Article 3; Q01).
LOCAL_ROLES = frozenset({Role.OPERATOR, Role.LOCAL_HRSS, Role.LOCAL_GOVERNMENT})

# The body that a role belongs to; who stands in for it is of the same one (Q52). No role of another kind has deputies.
BODIES: dict[Role, str] = {
    Role.OPERATOR: "运营机构",
    Role.LOCAL_HRSS: "所在地人社部门",
    Role.LOCAL_GOVERNMENT: "所在地人民政府",
    Role.CITY_HRSS: "市人社局",
    Role.CITY_HRSS_LEADER: "市人社局",
    Role.DRC: "市发改委",
    Role.FINANCE: "市财政局",
}

# Who may hand whose task to a colleague (Q52).
REASSIGNS: dict[Role, frozenset[Role]] = {
    Role.LOCAL_HRSS: frozenset({Role.LOCAL_HRSS}),
    Role.LOCAL_GOVERNMENT: frozenset({Role.LOCAL_GOVERNMENT}),
    Role.CITY_HRSS_LEADER: frozenset({Role.CITY_HRSS, Role.CITY_HRSS_LEADER}),
}
