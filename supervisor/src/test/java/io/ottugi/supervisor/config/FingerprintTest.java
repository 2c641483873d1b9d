package io.ottugi.supervisor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static Fingerprint of(List<String> command, String... settings) throws BadSetting {
        Definition worker =
                new Definition("web", command, Settings.parse(List.of(settings), Path.of("/")));
        Plan plan =
                new Plan(
                        InstanceName.parse("shop"),
                        Optional.empty(),
                        Settings.parse(List.of(), Path.of("/")),
                        Optional.empty(),
                        List.of(worker));
        return Fingerprint.of(plan.specs().get(0).execution());
    }

    @Test
    void namesWhatDiffersAndNothingElse() throws BadSetting {
        Fingerprint before = of(List.of("web", "a b"), "environment.TOKEN=secret", "nice=1");
        assertEquals(
                List.of(),
                before.differences(
                        of(
                                List.of("web", "a b"),
                                "environment.TOKEN=secret",
                                "nice=1",
                                "stop.timeout=3s",
                                "restart=always")));
        assertEquals(
                List.of("command", "environment", "nice", "umask"),
                before.differences(
                        of(List.of("web", "a", "b"), "environment.TOKEN=other", "umask=022")));
        assertFalse(before.toString().contains("secret"));
    }

    /** Whoever knows one setting more differs in it only where it is set. */
    @Test
    void aSettingThatIsNotSetHasNoPart() throws BadSetting {
        assertEquals(
                List.of("command", "directory"),
                of(List.of("web")).parts().keySet().stream().sorted().toList());
        assertEquals(
                List.of("group"),
                new Fingerprint(Map.of("user", "1"))
                        .differences(new Fingerprint(Map.of("user", "1", "group", "2"))));
    }

    @Test
    void aLogOfUpIsNoOtherSettingThanNoneOfRun() {
        Fingerprint up = new Fingerprint(Map.of("log.file", "1"));
        Fingerprint run = new Fingerprint(Map.of());
        assertEquals(List.of(), up.differences(run));
        assertEquals(List.of(), run.differences(up));
        Fingerprint other = new Fingerprint(Map.of("log.file", "2"));
        assertEquals(List.of("log.file"), up.differences(other));
    }
}
