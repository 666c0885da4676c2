# syntax=docker/dockerfile:1
# The job on Flink's own image, from the root of the repository:
#   docker build --file deploy/docker/job.Dockerfile --tag tamis-job .
# With --build-arg VARIANT=gpu it has ONNX Runtime for CUDA 12 on NVIDIA's image. For a build that never changes give images with digests:
#   --build-arg FLINK_IMAGE=flink:2.2.1-java17@sha256:...
ARG JDK_IMAGE=eclipse-temurin:17-jdk-jammy
ARG FLINK_IMAGE=flink:2.2.1-java17
ARG CUDA_IMAGE=nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04
ARG VARIANT=cpu

FROM ${JDK_IMAGE} AS build
ARG VARIANT
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    profiles="$(if [ "$VARIANT" = gpu ]; then echo -Pgpu; fi)" \
    && ./mvnw -B -ntp $profiles -DskipTests -Dspotless.check.skip -pl stream-job,deploy/flink -am package \
    && mkdir /lib-of-job \
    && tr : '\n' < deploy/flink/target/classpath | grep -E '/(com/microsoft/onnxruntime|org/bytedeco)/' | xargs cp -t /lib-of-job

FROM ${FLINK_IMAGE} AS runtime-cpu

# NVIDIA's libraries, and on them what Flink's image holds.
FROM ${CUDA_IMAGE} AS runtime-gpu
RUN apt-get update \
    && apt-get install -y --no-install-recommends gettext-base libjemalloc-dev libsnappy1v5 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 9999 flink \
    && useradd --system --home-dir /opt/flink --uid 9999 --gid flink flink
COPY --from=runtime-cpu /opt/java/openjdk /opt/java/openjdk
COPY --from=runtime-cpu --chown=flink:flink /opt/flink /opt/flink
COPY --from=runtime-cpu /docker-entrypoint.sh /docker-entrypoint.sh
ENV FLINK_HOME=/opt/flink \
    JAVA_HOME=/opt/java/openjdk \
    PATH=/opt/flink/bin:/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /opt/flink
EXPOSE 6123 8081
ENTRYPOINT ["/docker-entrypoint.sh"]
CMD ["help"]

FROM runtime-${VARIANT}
# Checkpoints, detectors and the history may lie in S3 and stores like it.
RUN mkdir /opt/flink/plugins/s3-fs-hadoop \
    && ln -s /opt/flink/opt/flink-s3-fs-hadoop-*.jar /opt/flink/plugins/s3-fs-hadoop/
# What has native code is loaded once a JVM, the job's classes at every restart.
COPY --from=build /lib-of-job/ /opt/flink/lib/
COPY --from=build /src/stream-job/target/tamis-job.jar /opt/flink/usrlib/tamis-job.jar
COPY deploy/models /opt/tamis/models
# Checkpoints of an installation without an object store.
RUN mkdir /var/lib/tamis && chown 9999:9999 /var/lib/tamis
USER 9999:9999
