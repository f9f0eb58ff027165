# 网格哨的镜像：只用 Debian 的软件包和 npm 上的包。
# 没有真的构建过（没有可用的 Docker）；里面的步骤在同样的 npm 版本下、在一个空文件夹里照着跑过。
# (Never built; its steps were run by hand with the same version of npm.)

# Debian 13：nodejs 20.19.2、npm 9.2.0。
FROM debian:trixie-slim AS build
# 换 npm 镜像：docker compose build --build-arg NPM_REGISTRY=https://…
ARG NPM_REGISTRY=https://registry.npmjs.org/
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates nodejs npm \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
# 和 npm start 同样的准备：安装、生成、编译。然后去掉运行时用不到的：开发工具、内置数据库、个人微信。
RUN export npm_config_registry="$NPM_REGISTRY" \
  && node --input-type=module -e "const { prepare } = await import('./scripts/prepare.mjs'); await prepare({ build: true });" \
  && npm prune --omit=dev --omit=optional

FROM debian:trixie-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates nodejs \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 gridwhistle \
  && install -d -m 700 -o gridwhistle -g gridwhistle /data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/console ./console
COPY --from=build /app/config ./config
USER gridwhistle
ENV DATA_DIR=/data
CMD ["node", "dist/src/main.js", "all"]
