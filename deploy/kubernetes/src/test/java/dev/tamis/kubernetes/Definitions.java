package dev.tamis.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the kinds of resources may hold. Stricter than Kubernetes, which drops fields that it does not know: here they are errors.
 *
 * <p>Kubernetes' own kinds by the models of its Java client, which are made from its API's description; Strimzi's by the definitions
 * that its own generator makes of its classes; Flink's by a schema of the operator's definition (see the folder's README).
 */
final class Definitions {
    private static final Map<String, Class<?>> OF_KUBERNETES = Map.of(
            "v1 ConfigMap", V1ConfigMap.class,
            "v1 Service", V1Service.class,
            "v1 ServiceAccount", V1ServiceAccount.class,
            "apps/v1 Deployment", V1Deployment.class,
            "networking.k8s.io/v1 Ingress", V1Ingress.class,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
            "rbac.authorization.k8s.io/v1 Role", V1Role.class,
            "rbac.authorization.k8s.io/v1 RoleBinding", V1RoleBinding.class);

    private static final String FLINK = "flink.apache.org/v1beta1 FlinkDeployment";
    private static final List<String> POD_TEMPLATES =
            List.of("/spec/podTemplate", "/spec/jobManager/podTemplate", "/spec/taskManager/podTemplate");

    private final Map<String, JsonSchema> schemas = new HashMap<>();

    /** @param scratch for files of Strimzi's generator */
    Definitions(Path scratch) throws IOException, InterruptedException {
        schemas.put(FLINK, schema(resource("flinkdeployment.json")));
        schemas.put("kafka.strimzi.io/v1 KafkaTopic", ofStrimzi(KafkaTopic.class, scratch));
        schemas.put("kafka.strimzi.io/v1 KafkaUser", ofStrimzi(KafkaUser.class, scratch));
    }

    /** What is wrong with a resource; empty where nothing is. */
    List<String> errors(Manifest manifest) {
        List<String> errors = new ArrayList<>();
        Class<?> ofKubernetes = OF_KUBERNETES.get(manifest.type());
        JsonSchema schema = schemas.get(manifest.type());
        if (ofKubernetes != null) {
            check(manifest.content(), ofKubernetes, errors);
        } else if (schema == null) {
            errors.add("the kind is not known");
        } else {
            check(manifest.content().path("metadata"), V1ObjectMeta.class, errors);
            schema.validate(manifest.content()).stream()
                    .map(ValidationMessage::getMessage)
                    .forEach(errors::add);
            for (String path : POD_TEMPLATES) {
                JsonNode template = manifest.content().at(path);
                if (!template.isMissingNode()) {
                    check(template, V1PodTemplateSpec.class, errors);
                }
            }
        }
        return errors;
    }

    /** A schema of the folder {@code schemas}. */
    static JsonSchema schema(JsonNode content) {
        ((ObjectNode) content).remove("$id"); // that of Compose is no URI
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(content);
    }

    static JsonNode resource(String name) throws IOException {
        try (InputStream file = Definitions.class.getResourceAsStream("/schemas/" + name)) {
            return Chart.YAML.readTree(Objects.requireNonNull(file, name));
        }
    }

    /** The generated models check names and shapes, and reading them into objects checks numbers. */
    private static void check(JsonNode content, Class<?> model, List<String> errors) {
        try {
            JsonElement json = JsonParser.parseString(content.toString());
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            JSON.deserialize(content.toString(), model);
        } catch (ReflectiveOperationException e) {
            errors.add(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        } catch (RuntimeException e) {
            errors.add(String.valueOf(e.getMessage()));
        }
    }

    /** By the generator, a program that ends its process. */
    private static JsonSchema ofStrimzi(Class<?> kind, Path scratch) throws IOException, InterruptedException {
        Path definition = scratch.resolve(kind.getSimpleName() + ".yaml");
        Process generator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.strimzi.crdgenerator.CrdGenerator",
                        "--yaml",
                        "--target-kube",
                        "1.16+",
                        "--crd-api-version",
                        "v1",
                        "--api-versions",
                        "v1",
                        "--storage-version",
                        "v1",
                        kind.getName() + "=" + definition)
                .inheritIO()
                .start();
        if (generator.waitFor() != 0) {
            throw new IOException("Strimzi's generator made no definition of " + kind);
        }
        JsonNode schema =
                Chart.YAML.readTree(Files.readString(definition)).at("/spec/versions/0/schema/openAPIV3Schema");
        closeTo(schema);
        return schema(schema);
    }

    /** Nothing but the properties that are named, where not everything is allowed. */
    private static void closeTo(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(Definitions::closeTo);
    }
}
