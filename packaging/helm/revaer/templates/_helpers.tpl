{{/* The name of all objects. */}}
{{- define "revaer.name" -}}
{{- .Values.fullnameOverride | default (contains "revaer" .Release.Name | ternary .Release.Name (printf "%s-revaer" .Release.Name)) | trunc 52 | trimSuffix "-" -}}
{{- end }}

{{/* Which pod is meant. */}}
{{- define "revaer.selector" -}}
app.kubernetes.io/name: revaer
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "revaer.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{ include "revaer.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "revaer.image" -}}
{{- with .Values.image -}}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}{{ end -}}
{{- end -}}
{{- end }}

{{/* A claim of the StatefulSet: called with its name and its values. */}}
{{- define "revaer.claim" -}}
- metadata:
    name: {{ .name }}
  spec:
    accessModes: [{{ .values.accessMode }}]
    {{- with .values.storageClass }}
    storageClassName: {{ quote . }}
    {{- end }}
    resources:
      requests:
        storage: {{ .values.size }}
{{- end }}
