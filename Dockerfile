# syntax=docker/dockerfile:1
# Node.js is taken from its own image without npm, and runs on the Alpine that it was made for: about 230 MB in all.
FROM node:24-alpine3.22 AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY blocks ./blocks
COPY src ./src
RUN npm run build
# What only builds, is only read by editors, or is there twice: for bundlers, other runtimes, other weights of the one font.
RUN rm -rf node_modules/typescript node_modules/@typescript node_modules/@types \
    node_modules/astronomia/lib node_modules/date-holidays/dist node_modules/zod/src node_modules/moment/min node_modules/moment/src \
    node_modules/moment/dist node_modules/bare-*/prebuilds \
  && find node_modules/@fontsource/pretendard/files -type f ! -name pretendard-latin-400-normal.woff -delete \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM alpine:3.22
RUN apk add --no-cache libstdc++ && adduser -D -H -u 1000 daybook
COPY --from=build /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE NOTICE ./
ENV NODE_ENV=production PORT=3000
USER daybook
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/src/main.js"]
