#!/bin/sh
# One-shot job: brings Temporal's two databases to the schema of this admin-tools image.
# temporal-sql-tool reads SQL_PLUGIN, SQL_HOST, SQL_PORT and SQL_USER from the environment.
set -eu

SQL_PASSWORD="$(cat "${SQL_PASSWORD_FILE:?}")"
export SQL_PASSWORD
versions="${SCHEMA_ROOT:-/etc/temporal/schema/postgresql/v12}"

update() {
    temporal-sql-tool --db "$1" update-schema -d "$versions/$2/versioned"
}

bring_up_to_date() {
    # Update first: on a database in use, nothing but an update may run.
    if update "$1" "$2"; then
        return
    fi
    echo "数据库 $1 还没有表结构，现在建立 no schema yet in $1: creating it"
    temporal-sql-tool --db "$1" create
    temporal-sql-tool --db "$1" setup-schema -v 0.0
    update "$1" "$2"
}

bring_up_to_date temporal temporal
bring_up_to_date temporal_visibility visibility
echo "Temporal 表结构已就绪 Temporal's schema is ready"
