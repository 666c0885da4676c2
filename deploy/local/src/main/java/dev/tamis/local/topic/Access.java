package dev.tamis.local.topic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.SecurityUtils;

/** Someone in a role. */
public record Access(AccessRole role, KafkaPrincipal principal) {
    /** As a person is told of them: by resource. */
    public static final Comparator<AclBinding> ORDER = Comparator.comparing(
                    (AclBinding binding) -> binding.pattern().resourceType())
            .thenComparing(binding -> binding.pattern().name())
            .thenComparing(binding -> binding.entry().operation());

    /**
     * Reads {@code ROLE=User:NAME}.
     *
     * @throws IllegalArgumentException where the text is something else
     */
    public static Access of(String text) {
        String[] parts = text.split("=", 2);
        AccessRole role = Arrays.stream(AccessRole.values())
                .filter(each -> each.name().equalsIgnoreCase(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("one of the roles %s is expected, found %s"
                        .formatted(Arrays.toString(AccessRole.values()).toLowerCase(Locale.ROOT), parts[0])));
        if (parts.length < 2) {
            throw new IllegalArgumentException("ROLE=User:NAME is expected, found " + text);
        }
        return new Access(role, SecurityUtils.parseKafkaPrincipal(parts[1]));
    }

    /** What Kafka is told to allow. */
    public Set<AclBinding> bindings() {
        return role.bindings(principal);
    }

    /** What a binding allows, for a person: {@code write topic image-submissions}. */
    public static String described(AclBinding binding) {
        boolean prefixed = binding.pattern().patternType() == PatternType.PREFIXED;
        return "%s %s %s%s"
                .formatted(
                        word(binding.entry().operation()),
                        word(binding.pattern().resourceType()),
                        binding.pattern().name(),
                        prefixed ? "*" : "");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
