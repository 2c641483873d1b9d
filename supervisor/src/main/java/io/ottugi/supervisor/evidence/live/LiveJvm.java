package io.ottugi.supervisor.evidence.live;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.ProcText;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a living process is a JVM, and could be asked for a thread dump without harm. */
final class LiveJvm {
    private static final Pattern CAUGHT = Pattern.compile("(?m)^SigCgt:\\s*([0-9a-fA-F]{1,16})");
    private static final String LIBRARY = "/libjvm.so";

    private LiveJvm() {}

    /** By the library that it has mapped. */
    static boolean is(long pid) {
        try (BufferedReader maps =
                new BufferedReader(
                        new InputStreamReader(
                                new FileInputStream("/proc/" + pid + "/maps"),
                                StandardCharsets.ISO_8859_1))) {
            return maps.lines()
                    .anyMatch(
                            line ->
                                    line.endsWith(LIBRARY)
                                            || line.endsWith(LIBRARY + " (deleted)"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Why it is not asked for a thread dump; empty if it may be. SIGQUIT ends a process that does
     * not catch it, which a JVM with {@code -Xrs}, or one that has only just begun, does not.
     */
    static Optional<String> refusal(ProcStat process) {
        if (process.state() == 'T' || process.state() == 't') {
            return Optional.of("it is stopped (SIGSTOP or a debugger), so that it cannot answer");
        }
        if (process.state() == 'D') {
            return Optional.of("it hangs in the kernel, so that it cannot answer");
        }
        OptionalLong caught = caught(process.pid());
        if (caught.isEmpty()) {
            return Optional.of("its signals cannot be looked at");
        }
        long bit = 1L << (SignalName.QUIT.number() - 1);
        return (caught.getAsLong() & bit) == 0
                ? Optional.of(
                        "it does not take SIGQUIT, which would end it: it was started with -Xrs, or"
                                + " has only just begun")
                : Optional.empty();
    }

    private static OptionalLong caught(long pid) {
        Matcher matcher = CAUGHT.matcher(ProcText.of(pid, "status"));
        return matcher.find()
                ? OptionalLong.of(Long.parseUnsignedLong(matcher.group(1), 16))
                : OptionalLong.empty();
    }

    /** Where its standard output goes, to which it writes its dumps; empty if nobody may know. */
    static Optional<Path> output(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/1")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
