# syntax=docker/dockerfile:1

# The Node that package-lock.json brings to developers: change both together.
ARG NODE=node:26.10.0-trixie-slim

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No package runs a script of its own at installation.
RUN npm ci --ignore-scripts
COPY tsconfig.json vite.config.ts ./
COPY src ./src
RUN npm run build

FROM ${NODE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Two things stay behind: the packaged Node, for machines without one, and TypeScript, which npm
# installs because a reader of configuration files that is not used here names it as an optional peer.
RUN npm ci --ignore-scripts --omit=dev \
    && rm -rf node_modules/node-linux-* node_modules/node-bin-* node_modules/.bin/node \
        node_modules/typescript node_modules/@typescript node_modules/.bin/tsc

FROM ${NODE} AS runtime
WORKDIR /app
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=8080 \
    METRICS_PORT=9091 \
    FILES_DIR=/data/files
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY migrations ./migrations
COPY scripts ./scripts
COPY src/domain ./src/domain
COPY src/server ./src/server
# Everything belongs to root and is only read, but for files without a store of their own, and the
# code compiled ahead: Node takes it from the user who compiled it.
RUN install -d -o 1000 -g 1000 /data /data/files node_modules/.cache node_modules/.cache/compiled
USER 1000:1000
RUN node scripts/deploy/compile.ts
# Both kinds of process answer there.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["node", "scripts/deploy/healthy.ts"]
STOPSIGNAL SIGTERM
EXPOSE 8080 9091
# The worker: the same with src/server/worker.ts.
CMD ["node", "--max-semi-space-size=4", "src/server/api.ts"]

# docker build --target tools: backups and restores, with pg_dump of PostgreSQL 17.
FROM runtime AS tools
USER 0:0
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
USER 1000:1000
HEALTHCHECK NONE
CMD ["node", "scripts/deploy/backup.ts", "--help"]

# What is built unless a target is named.
FROM runtime
