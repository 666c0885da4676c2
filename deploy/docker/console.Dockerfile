# syntax=docker/dockerfile:1
# The review console, from the root of the repository:
#   docker build --file deploy/docker/console.Dockerfile --tag tamis-console .
# For a build that never changes give images with digests: --build-arg JRE_IMAGE=eclipse-temurin:17-jre-jammy@sha256:...
ARG JDK_IMAGE=eclipse-temurin:17-jdk-jammy
ARG JRE_IMAGE=eclipse-temurin:17-jre-jammy

FROM ${JDK_IMAGE} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -DskipTests -Dspotless.check.skip -pl review-console -am package \
    && mkdir /lib-of-console \
    && tr : '\n' < review-console/target/classpath | grep -v /embedded-postgres-binaries | xargs cp -t /lib-of-console

FROM ${JRE_IMAGE}
RUN useradd --system --no-create-home --home-dir /tmp --uid 10001 tamis
# Libraries change less often than the console.
COPY --from=build /lib-of-console/ /opt/tamis/lib/
COPY --from=build /src/review-console/target/tamis-review-console.jar /opt/tamis/lib/
COPY deploy/models /opt/tamis/models
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080
# Of the image's own tools there is only bash to ask with.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/tamis/lib/*", "dev.tamis.console.ConsoleCli"]
