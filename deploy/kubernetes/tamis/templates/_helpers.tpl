{{- define "tamis.labels" -}}
app.kubernetes.io/name: tamis
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "tamis.console.selector" -}}
app.kubernetes.io/name: tamis
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: console
{{- end }}

{{/* The FlinkDeployment's name, which Flink gives its pods as the label app. */}}
{{- define "tamis.job" -}}
{{ .Release.Name }}-job
{{- end }}

{{- define "tamis.console" -}}
{{ .Release.Name }}-console
{{- end }}

{{/* Of one of .Values.images. */}}
{{- define "tamis.image" -}}
{{- $image := index .root.Values.images .name -}}
{{- if $image.digest -}}
{{ $image.repository }}@{{ $image.digest }}
{{- else -}}
{{ $image.repository }}:{{ $image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* Properties of Kafka's clients. The password stays in the file that the Secret is mounted as. */}}
{{- define "tamis.kafka.properties" -}}
security.protocol: SASL_SSL
sasl.mechanism: SCRAM-SHA-512
sasl.jaas.config: ${directory:/etc/tamis/kafka/user:sasl.jaas.config}
config.providers: directory
config.providers.directory.class: org.apache.kafka.common.config.provider.DirectoryConfigProvider
config.providers.directory.param.allowed.paths: /etc/tamis/kafka/user
{{- if .Values.kafka.certificateAuthority.secret }}
ssl.truststore.type: PEM
ssl.truststore.location: /etc/tamis/kafka/authority/{{ .Values.kafka.certificateAuthority.key }}
{{- end }}
{{- end }}

{{- define "tamis.kafka.mounts" -}}
- name: kafka-user
  mountPath: /etc/tamis/kafka/user
  readOnly: true
{{- if .Values.kafka.certificateAuthority.secret }}
- name: kafka-authority
  mountPath: /etc/tamis/kafka/authority
  readOnly: true
{{- end }}
{{- end }}

{{/* Of one of .Values.kafka.users. */}}
{{- define "tamis.kafka.volumes" -}}
- name: kafka-user
  secret:
    secretName: {{ index .root.Values.kafka.users .user }}
    items:
      - key: sasl.jaas.config
        path: sasl.jaas.config
{{- if .root.Values.kafka.certificateAuthority.secret }}
- name: kafka-authority
  secret:
    secretName: {{ .root.Values.kafka.certificateAuthority.secret }}
    items:
      - key: {{ .root.Values.kafka.certificateAuthority.key }}
        path: {{ .root.Values.kafka.certificateAuthority.key }}
{{- end }}
{{- end }}

{{- define "tamis.container.security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* As the user that the images have. */}}
{{- define "tamis.pod.security" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "tamis.dns" -}}
- to:
    - namespaceSelector: {}
      podSelector:
        matchLabels:
          k8s-app: kube-dns
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end }}
