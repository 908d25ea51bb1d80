FROM python:3.13-slim-trixie AS packages

COPY requirements.lock /tmp/requirements.lock
# Only wheels, each with a hash of the lock: nothing is compiled, nothing unknown is installed.
RUN python -m venv --without-pip /opt/venv \
    && pip --python /opt/venv/bin/python install --no-cache-dir --disable-pip-version-check \
        --require-hashes --only-binary=:all: --requirement /tmp/requirements.lock


FROM python:3.13-slim-trixie

ARG REVISION=unknown
LABEL org.opencontainers.image.title="parklife" \
    org.opencontainers.image.description="The whole life of a municipal human-resources-service industrial park, as durable procedures" \
    org.opencontainers.image.version="0.3.0" \
    org.opencontainers.image.licenses="Apache-2.0" \
    org.opencontainers.image.revision="${REVISION}"

ENV PATH="/opt/venv/bin:${PATH}" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PARKLIFE_VAR=/var/lib/parklife

# A new volume takes over the owner of the folder that it is mounted on.
RUN groupadd --gid 10001 parklife \
    && useradd --uid 10001 --gid parklife --home-dir /var/lib/parklife --no-create-home \
        --shell /usr/sbin/nologin parklife \
    && install --directory --owner parklife --group parklife --mode 0750 /var/lib/parklife

COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/parklife
COPY regulation regulation
COPY workflows workflows
COPY activities activities
COPY records records
COPY running running
COPY proof proof
COPY desk desk
COPY simulation simulation
COPY embedded embedded
COPY console console
# The invented dossier from which the time machine makes its parks; nobody's case.
COPY samples/jiangbei samples/jiangbei
COPY worker.py starter.py pyproject.toml ./
# The root file system is read-only when the image runs, so the bytecode is made here.
RUN python -m compileall -q .

USER 10001:10001
HEALTHCHECK --interval=15s --timeout=5s --retries=4 --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8099/healthz', timeout=4)"]
ENTRYPOINT ["python"]
CMD ["worker.py"]
