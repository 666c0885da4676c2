package dev.tamis.local.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    @Test
    void aPrincipalMayBeADistinguishedName() {
        Access access = Access.of("job=User:CN=flink,O=Example");

        assertThat(access.role()).isEqualTo(AccessRole.JOB);
        assertThat(access.principal().getName()).isEqualTo("CN=flink,O=Example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "job=flink", "boss=User:flink", ""})
    void saysWhatIsExpected(String text) {
        assertThatThrownBy(() -> Access.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .containsIgnoringCase("expected");
    }

    @ParameterizedTest
    @EnumSource
    void noRoleAdministers(AccessRole role) {
        assertThat(role.bindings(Access.of("job=User:x").principal()))
                .isNotEmpty()
                .allSatisfy(
                        binding -> assertThat(binding.entry().operation()).isIn(AclOperation.READ, AclOperation.WRITE));
    }
}
