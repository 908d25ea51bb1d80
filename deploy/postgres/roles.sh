#!/bin/sh
# The postgres image runs this once, on an empty data volume. Temporal and the records each get a
# role of their own, so that neither can read the other's tables.
set -e
: "${POSTGRES_USER:?}" "${TEMPORAL_PASSWORD_FILE:?}" "${PARKLIFE_PASSWORD_FILE:?}"

# psql reads the passwords itself: as arguments they would show in the list of processes.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
\set temporal_password `cat "$TEMPORAL_PASSWORD_FILE"`
\set parklife_password `cat "$PARKLIFE_PASSWORD_FILE"`
-- The job temporal-schema creates Temporal's two databases, hence CREATEDB.
CREATE ROLE temporal LOGIN CREATEDB PASSWORD :'temporal_password';
CREATE ROLE parklife LOGIN PASSWORD :'parklife_password';
CREATE DATABASE parklife OWNER parklife;
REVOKE CONNECT ON DATABASE parklife FROM PUBLIC;
SQL
