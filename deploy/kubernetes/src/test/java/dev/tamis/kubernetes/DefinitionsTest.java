package dev.tamis.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definitions find what is broken: without this, that everything is valid would say nothing. */
class DefinitionsTest {
    @SuppressWarnings("NullAway.Init")
    private static Definitions definitions;

    private static List<Manifest> manifests = List.of();

    @BeforeAll
    static void render(@TempDir Path scratch) throws Exception {
        definitions = new Definitions(scratch);
        manifests = Chart.render("everything");
    }

    @ParameterizedTest
    @CsvSource({
        "apps/v1 Deployment, /spec, replica, 2",
        "apps/v1 Deployment, /spec/template/spec/containers/0, readinesProbe, {}",
        "apps/v1 Deployment, /spec/template/spec/containers/0/securityContext, runAsNonroot, true",
        "v1 Service, /spec/ports/0, targetport, http",
        "networking.k8s.io/v1 Ingress, /spec, ingressClass, nginx",
        "rbac.authorization.k8s.io/v1 Role, /rules/0, verb, get",
        "flink.apache.org/v1beta1 FlinkDeployment, /spec, flinkConfig, {}",
        "flink.apache.org/v1beta1 FlinkDeployment, /spec/job, jarUri, x",
        "flink.apache.org/v1beta1 FlinkDeployment, /spec/podTemplate/spec, volume, {}",
        "flink.apache.org/v1beta1 FlinkDeployment, /spec/taskManager/podTemplate/spec, tolerationz, {}",
        "flink.apache.org/v1beta1 FlinkDeployment, /metadata, label, {}",
    })
    void refusesAFieldThatIsNotThere(String type, String path, String field, String value) throws Exception {
        assertThat(errorsWith(type, path, field, value)).anyMatch(error -> error.contains(field));
    }

    @ParameterizedTest
    @CsvSource({
        "apps/v1 Deployment, /spec, replicas, two",
        "flink.apache.org/v1beta1 FlinkDeployment, /spec, flinkVersion, v9_9",
        "flink.apache.org/v1beta1 FlinkDeployment, /spec/job, upgradeMode, sometimes",
        "flink.apache.org/v1beta1 FlinkDeployment, /spec/jobManager, replicas, two",
    })
    void refusesAValueThatDoesNotFit(String type, String path, String field, String value) throws Exception {
        assertThat(errorsWith(type, path, field, value)).isNotEmpty();
    }

    @Test
    void refusesWhatStrimziDoesNotKnow() throws Exception {
        Manifest topic = Chart.render("minimal").stream()
                .filter(each -> each.type().endsWith(" KafkaTopic"))
                .findFirst()
                .orElseThrow();
        Manifest user = Chart.render("minimal").stream()
                .filter(each -> each.type().endsWith(" KafkaUser"))
                .findFirst()
                .orElseThrow();

        assertThat(definitions.errors(changed(topic, "/spec", "partition", "3")))
                .hasSize(1);
        assertThat(definitions.errors(changed(topic, "/spec", "partitions", "0")))
                .hasSize(1);
        assertThat(definitions.errors(changed(user, "/spec/authorization/acls/0/resource", "patternType", "suffix")))
                .hasSize(1);
        assertThat(definitions.errors(changed(user, "/spec/authorization/acls/0", "operation", "Read")))
                .hasSize(1);
    }

    @Test
    void refusesAKindThatIsNotKnown() throws Exception {
        assertThat(errorsWith("apps/v1 Deployment", "", "apiVersion", "apps/v1beta1"))
                .containsExactly("the kind is not known");
    }

    private static List<String> errorsWith(String type, String path, String field, String value) throws Exception {
        Manifest manifest = manifests.stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow();
        return definitions.errors(changed(manifest, path, field, value));
    }

    private static Manifest changed(Manifest manifest, String path, String field, String value) throws Exception {
        JsonNode copy = manifest.content().deepCopy();
        ((ObjectNode) copy.at(path)).set(field, Chart.YAML.readTree(value));
        return new Manifest(copy);
    }
}
