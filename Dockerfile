# The portal's image. Every step is also run natively by .ci/production, and tests/house/test_container.py compares them.

# --- build: packages, assets, catalogues, collected static files -----------------------------------------------------
FROM python:3.11-slim-bookworm AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH

WORKDIR /app
# Packages before code: a change of code alone leaves this layer in the cache
COPY requirements.txt ./
RUN pip install -r requirements.txt

COPY . ./
# The key serves these three commands only: it is in no layer's environment, and nothing is signed with it
RUN export DJANGO_SETTINGS_MODULE=cms.settings.production SECRET_KEY=build-stage-only DATABASE_URL=sqlite://:memory: \
        STATIC_ROOT=/app/var/static \
    && python manage.py build_assets \
    && python manage.py compile_catalogues \
    && python manage.py collectstatic --noinput --verbosity 1

# --- run: no pip cache, no build tools, no root ----------------------------------------------------------------------
FROM python:3.11-slim-bookworm

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    STATIC_ROOT=/app/var/static \
    MEDIA_ROOT=/srv/media

RUN groupadd --gid 10001 portal \
    && useradd --uid 10001 --gid portal --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin portal \
    && install --directory --owner portal --group portal /srv/media /srv/exports

COPY --from=build /opt/venv /opt/venv
# Owned by root: the running portal can change nothing but its media and exports
COPY --from=build /app /app

WORKDIR /app
USER portal
VOLUME /srv/media
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=6s --start-period=40s --retries=3 CMD ["python", "-m", "cms.health_probe"]

# No migration on start: two containers starting at once would both migrate; compose.yaml has a service for it.
# --worker-tmp-dir: the heartbeat file belongs in memory, on a disk it can stall a worker. --no-control-socket: gunicorn would
# write one into a home directory that the user has not. No access log: its lines would tell who answered a survey when, and
# links to drafts stand in them (docs/operations.md, "Logs and privacy").
CMD ["gunicorn", "cms.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
