#!/bin/sh
# Makes one random password a file for docker-compose.yml; keeps every file that is already there.
# The folder shuts other users of the host out. The files themselves must be readable, because each
# container reads them under a user id of its own and Compose mounts a file as it is.
set -eu

folder="$(dirname "$0")/secrets"
mkdir -p "$folder"
chmod 700 "$folder"

for name in postgres_password temporal_db_password parklife_db_password; do
    file="$folder/$name"
    if [ -s "$file" ]; then
        echo "已有，未改动 kept: $name"
        continue
    fi
    # Hexadecimal: needs no quoting in SQL, in a URL or in a shell.
    password="$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
    printf '%s' "$password" >"$file"
    chmod 644 "$file"
    echo "已生成 made: $name"
done
