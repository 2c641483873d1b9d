package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.lifecycle.Cause;
import io.ottugi.supervisor.lifecycle.WaitStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts of falls, made by hand. */
record Falls(
        Cause cause,
        @Nullable Asked asked,
        List<String> command,
        List<String> variables,
        String output,
        Facts.Traces traces) {
    static Falls of(Cause cause) {
        return new Falls(
                cause,
                null,
                List.of("/usr/bin/java", "-jar", "web.jar"),
                List.of(),
                "",
                Facts.Traces.NONE);
    }

    static Falls exit(int code) {
        return of(new Cause.Ended(new WaitStatus.Exited(code)));
    }

    static Falls signal(SignalName signal) {
        return of(new Cause.Ended(new WaitStatus.Signaled(signal.number(), false)));
    }

    static Falls unknown() {
        return of(new Cause.Ended(new WaitStatus.Unknown()));
    }

    Falls said(String... lines) {
        return new Falls(cause, asked, command, variables, String.join("\n", lines) + "\n", traces);
    }

    Falls command(String... words) {
        return new Falls(cause, asked, List.of(words), variables, output, traces);
    }

    /** With the values of variables that are set for it. */
    Falls variables(String... values) {
        return new Falls(cause, asked, command, List.of(values), output, traces);
    }

    Falls asked(Asked.Why why, SignalName signal, @Nullable String by, long secondsBefore) {
        Asked sent = new Asked(why, signal, by, Duration.ofSeconds(secondsBefore));
        return new Falls(cause, sent, command, variables, output, traces);
    }

    Falls hsErr(String... lines) {
        HsErr report = HsErr.parse(Quote.HS_ERR, List.of(lines));
        return with(
                new Facts.Traces(
                        report, 0, traces.oom(), traces.kernel(), "", none -> Optional.empty()));
    }

    Falls kernel(String... lines) {
        return with(
                new Facts.Traces(
                        traces.hsErr(),
                        0,
                        new OomTrace(List.of(lines), null),
                        List.of(),
                        "",
                        none -> Optional.empty()));
    }

    Falls counted(long before, long after) {
        OomTrace.Counter counter =
                new OomTrace.Counter(Path.of("/sys/fs/cgroup/web/memory.events"), before, after);
        return with(
                new Facts.Traces(
                        null,
                        0,
                        new OomTrace(List.of(), counter),
                        List.of(),
                        "",
                        none -> Optional.empty()));
    }

    /** With one who listens on each of some ports, or on any if none is given. */
    Falls portHeldBy(PortHolder holder, Integer... ports) {
        List<Integer> held = List.of(ports);
        return with(
                new Facts.Traces(
                        null,
                        0,
                        OomTrace.NONE,
                        List.of(),
                        "",
                        port ->
                                held.isEmpty() || held.contains(port)
                                        ? Optional.of(holder)
                                        : Optional.empty()));
    }

    Falls core(String pattern, String... kernel) {
        return with(
                new Facts.Traces(
                        null,
                        0,
                        OomTrace.NONE,
                        List.of(kernel),
                        pattern,
                        none -> Optional.empty()));
    }

    Falls heapDump(long bytes) {
        return with(
                new Facts.Traces(
                        null, bytes, OomTrace.NONE, List.of(), "", none -> Optional.empty()));
    }

    private Falls with(Facts.Traces other) {
        return new Falls(cause, asked, command, variables, output, other);
    }

    Facts facts() {
        Facts.Run run =
                new Facts.Run(
                        "web",
                        1234,
                        Duration.ofMillis(12_300),
                        command,
                        variables,
                        Duration.ofSeconds(10),
                        null);
        byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
        return new Facts(cause, asked, run, OutputText.of(bytes, true), traces);
    }

    Finding found() {
        return Rules.find(facts());
    }
}
