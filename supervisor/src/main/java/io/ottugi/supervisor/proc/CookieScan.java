package io.ottugi.supervisor.proc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Looks through {@code /proc} for processes that carry a cookie. */
public final class CookieScan {
    private static final String MARK = Cookie.VARIABLE + "=";

    /** A process and the cookie in its environment. */
    public record Carrier(ProcStat stat, Cookie cookie) {}

    private CookieScan() {}

    /** The living carriers of one generation. */
    public static List<Carrier> ofGeneration(Cookie cookie) {
        List<Carrier> carriers = new ArrayList<>();
        forEach(cookie.text(), (stat, found) -> carriers.add(new Carrier(stat, found)));
        return carriers;
    }

    private static void forEach(String prefix, BiConsumer<ProcStat, Cookie> each) {
        Map<Long, Optional<Cookie>> cookies =
                MemoryReads.PROC.all(ProcFile.pids(), pid -> cookie(pid, prefix));
        cookies.forEach(
                (pid, found) ->
                        found.ifPresent(
                                cookie ->
                                        ProcStat.read(pid)
                                                .filter(ProcStat::isAlive)
                                                .ifPresent(stat -> each.accept(stat, cookie))));
    }

    /** What a process carries, if its environment may be read. */
    public static Optional<Cookie> cookie(long pid) {
        return cookie(pid, "");
    }

    private static Optional<Cookie> cookie(long pid, String prefix) {
        // With a zero byte before it, as between variables, the first is found like any other.
        String environment = "\0" + ProcFile.text(pid, "environ").orElse("");
        int before = environment.indexOf("\0" + MARK + prefix);
        if (before < 0) {
            return Optional.empty();
        }
        int at = before + 1;
        int end = environment.indexOf('\0', at);
        return Cookie.parse(
                environment.substring(at + MARK.length(), end < 0 ? environment.length() : end));
    }
}
