package dev.tamis.console.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tamis.console.DatabaseExtension;
import dev.tamis.console.TestItems;
import dev.tamis.console.audit.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionsIT {
    @RegisterExtension
    private static final DatabaseExtension DATABASE = new DatabaseExtension();

    private static final Instant NOON = TestItems.SUBMITTED;
    private static final String PASSWORD = "correct horse battery staple";

    @Test
    void aSessionThatIsNotUsedEndsAfterHalfAnHour() throws Exception {
        String token = loggedIn();
        assertThat(sessions(NOON.plus(Duration.ofMinutes(29))).find(token)).isPresent();
        assertThat(sessions(NOON.plus(Duration.ofMinutes(58))).find(token)).isPresent();
        assertThat(sessions(NOON.plus(Duration.ofMinutes(89))).find(token)).isEmpty();
    }

    @Test
    void aSessionEndsAfterAWorkingDayHoweverMuchItIsUsed() throws Exception {
        String token = loggedIn();
        for (Duration passed = Duration.ZERO; passed.toHours() < 12; passed = passed.plusMinutes(20)) {
            assertThat(sessions(NOON.plus(passed)).find(token)).isPresent();
        }
        assertThat(sessions(NOON.plus(Duration.ofHours(12)).plusSeconds(1)).find(token))
                .isEmpty();
    }

    @Test
    void aSessionEndsWhenItsPersonLogsOutIsDisabledOrGetsAnotherRole() throws Exception {
        String token = loggedIn();
        sessions(NOON).end(token);
        assertThat(sessions(NOON).find(token)).isEmpty();

        token = sessions(NOON).begin(people().find("ann").orElseThrow(), "again");
        people().setRole("ann", Role.VIEWER, "ada");
        assertThat(sessions(NOON).find(token)).isEmpty();

        token = sessions(NOON).begin(people().find("ann").orElseThrow(), "again");
        people().disable("ann", "ada");
        assertThat(sessions(NOON).find(token)).isEmpty();
    }

    @Test
    void theDatabaseHoldsNoTokenAndNoPassword() throws Exception {
        String token = loggedIn();
        String dump = DATABASE.get().one(String.class, """
                select string_agg(cast(kept as text), ' ') || string_agg(cast(owner as text), ' ')
                from session kept join person owner on owner.id = kept.person""");
        assertThat(dump).doesNotContain(token).doesNotContain(PASSWORD).contains("$argon2id$");
    }

    @Test
    void theFirstAdministratorsLinkWorksOnceAndForADay() throws Exception {
        String token = first(NOON).invite().orElseThrow();
        assertThat(first(NOON.plus(Duration.ofHours(25))).accept(token, "ada", PASSWORD))
                .isEmpty();
        assertThatThrownBy(() -> first(NOON).accept(token, "ada", "short"))
                .isInstanceOf(UnusableCredentialsException.class);
        assertThat(first(NOON).accept(token, "ada", PASSWORD)).isPresent();
        assertThat(first(NOON).accept(token, "mallory", PASSWORD)).isEmpty();
        assertThat(first(NOON).invite()).isEmpty();
    }

    private static String loggedIn() throws Exception {
        people().add("ann", Role.REVIEWER, PASSWORD, "ada");
        return sessions(NOON).begin(people().authenticate("ann", PASSWORD).orElseThrow(), "by password");
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private static AuditLog audit(Instant now) {
        return new AuditLog(DATABASE.get().jdbi(), at(now));
    }

    private static Sessions sessions(Instant now) {
        return new Sessions(DATABASE.get().jdbi(), audit(now), at(now));
    }

    private static People people() {
        return new People(DATABASE.get().jdbi(), audit(NOON), at(NOON));
    }

    private static FirstAdministrator first(Instant now) {
        return new FirstAdministrator(DATABASE.get().jdbi(), people(), at(now));
    }
}
