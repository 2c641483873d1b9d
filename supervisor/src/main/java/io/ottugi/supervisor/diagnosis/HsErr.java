package io.ottugi.supervisor.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of the file that HotSpot writes when it dies of a fatal error, as {@code vmError.cpp}
 * prints it in JDK 8 to 25.
 *
 * @param source {@code hs_err}, or {@code output} where it was found there
 * @param problem such as {@code SIGSEGV (0xb) at pc=0x…} or {@code Internal Error (debug.cpp:362)}
 * @param detail of an internal error, such as {@code fatal error: OutOfMemory encountered: …}
 * @param frame where it was, such as {@code C [libc.so.6+0x85f14]}
 * @param thread that died
 * @param sender pid and uid of who sent the signal, where somebody did
 */
public record HsErr(
        String source,
        @Nullable String problem,
        @Nullable String detail,
        @Nullable String frame,
        @Nullable String thread,
        @Nullable Sender sender,
        List<String> memory) {
    private static final Pattern PROBLEM =
            Pattern.compile("#\\s+((SIG[A-Z]+|Internal Error|Error|EXCEPTION).*), pid=\\d+.*");
    private static final Pattern DETAIL =
            Pattern.compile("#\\s+((fatal error|guarantee|assert|Error): ?.*)");
    private static final Pattern THREAD =
            Pattern.compile("Current thread.{0,60}? (\\w{0,40}\\s{0,4}\".*?\").*");
    private static final Pattern SENDER =
            Pattern.compile("(?>siginfo:.*?SI_(?:USER|TKILL)).*si_pid: (\\d+), si_uid: (\\d+).*");
    private static final Pattern OUT_OF_MEMORY =
            Pattern.compile("# (There is insufficient memory.*|Native memory allocation.*)");

    public HsErr {
        memory = List.copyOf(memory);
    }

    /** Who sent the signal. */
    record Sender(long pid, long uid) {}

    /** Takes what it knows; a file torn by a full disk tells less, not nonsense. */
    public static HsErr parse(String source, List<String> lines) {
        String frame = null;
        for (int i = 0; i + 1 < lines.size(); i++) {
            if (lines.get(i).startsWith("# Problematic frame:")) {
                frame = lines.get(i + 1).replaceFirst("^#\\s*", "").replaceAll("\\s+", " ").strip();
            }
        }
        List<String> memory = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = OUT_OF_MEMORY.matcher(line);
            if (matcher.matches()) {
                memory.add(String.valueOf(matcher.group(1)));
            }
        }
        Matcher sender = first(SENDER, lines);
        return new HsErr(
                source,
                group(first(PROBLEM, lines)),
                group(first(DETAIL, lines)),
                frame,
                group(first(THREAD, lines)),
                sender == null ? null : new Sender(number(sender, 1), number(sender, 2)),
                memory);
    }

    public boolean isEmpty() {
        return problem == null && memory.isEmpty();
    }

    private static long number(Matcher matcher, int group) {
        String digits = String.valueOf(matcher.group(group));
        return digits.length() > 18 ? 0 : Long.parseLong(digits);
    }

    private static @Nullable Matcher first(Pattern pattern, List<String> lines) {
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
                return matcher;
            }
        }
        return null;
    }

    private static @Nullable String group(@Nullable Matcher matcher) {
        String text = matcher == null ? null : matcher.group(1);
        return text == null ? null : text.replaceAll("\\s+", " ").strip();
    }
}
