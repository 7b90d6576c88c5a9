# The steps are the Makefile's. Build: docker build -t incident-map .
# Run: docker run -p 8000:8000 -v incidents:/data incident-map
FROM python:3.12-slim AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends make \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN make setup && make slim

FROM python:3.12-slim
LABEL org.opencontainers.image.title="Incident Map" org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --system --uid 10001 --home-dir /data --create-home incidents
COPY --from=build /app /app
ENV PATH="/app/.venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    INCIDENTS_DATABASE_URL="sqlite:////data/incidents.db" \
    INCIDENTS_GAZETTEER="/app/build/gazetteer.db" \
    INCIDENTS_HOST="0.0.0.0"
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["incidents", "serve"]
