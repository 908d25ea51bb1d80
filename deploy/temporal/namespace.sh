#!/bin/sh
# One-shot job: the namespace with its retention and search attributes; run again, it changes nothing.
# The temporal command reads TEMPORAL_ADDRESS from the environment; not all of its subcommands read the
# namespace from there (create makes "default" instead), so each is told.
set -eu

: "${TEMPORAL_ADDRESS:?}" "${TEMPORAL_NAMESPACE:?}" "${RETENTION:?}" "${SEARCH_ATTRIBUTES:?}"

# A server that answers its port may not serve yet, and a new namespace or attribute reaches the
# server's caches some seconds later: so try for a minute, then show why it fails.
patiently() {
    tries=30
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        if [ "$tries" -eq 0 ]; then
            "$@"
            return
        fi
        sleep 2
    done
}

name="$TEMPORAL_NAMESPACE"
patiently temporal operator cluster health

if temporal operator namespace describe --namespace "$name" >/dev/null 2>&1; then
    temporal operator namespace update --namespace "$name" --retention "$RETENTION"
else
    temporal operator namespace create --namespace "$name" --retention "$RETENTION"
fi
patiently temporal operator namespace describe --namespace "$name"

for attribute in $SEARCH_ATTRIBUTES; do
    patiently temporal operator search-attribute create --namespace "$name" \
        --name "${attribute%=*}" --type "${attribute#*=}"
done

# The worker may start only when the server accepts the attributes in a query. The backquotes are for
# the attributes that are also words of SQL: the server refuses a bare Procedure.
for attribute in $SEARCH_ATTRIBUTES; do
    patiently temporal workflow list --namespace "$name" --limit 1 --query "\`${attribute%=*}\` IS NULL"
done
echo "命名空间已就绪 namespace is ready: $name"
