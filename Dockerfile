# The API (and, with another command, the worker) as it runs in production.
FROM node:26-slim

ENV NODE_ENV=production HOST=0.0.0.0 PORT=4300 DATA_DIR=/data CACHE_DIR=/data/cache
WORKDIR /app

# The pinned Node of the lock file is for machines with another one; the image has its own.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

COPY api api
COPY db db
COPY shared shared

RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4300

HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/ready').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]

# Node itself, so that it hears when it is told to stop.
CMD ["node", "api/main.ts"]
