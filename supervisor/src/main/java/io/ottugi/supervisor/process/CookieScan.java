package io.ottugi.supervisor.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks through {@code /proc} for processes that carry a cookie. */
public final class CookieScan {
    private static final String MARK = Cookie.VARIABLE + "=";

    /** A process and the cookie in its environment. */
    public record Carrier(ProcStat stat, Cookie cookie) {}

    private CookieScan() {}

    /** The living carriers of any generation of a worker. */
    public static List<Carrier> ofWorker(String place, String name, String worker) {
        return withPrefix(Cookie.prefix(place, name, worker));
    }

    /** The living carriers of one generation. */
    public static List<Carrier> ofGeneration(Cookie cookie) {
        return withPrefix(cookie.text());
    }

    private static List<Carrier> withPrefix(String prefix) {
        List<Carrier> carriers = new ArrayList<>();
        for (long pid : ProcFile.pids()) {
            Optional<Cookie> cookie = cookie(pid, prefix);
            if (cookie.isPresent()) {
                ProcStat.read(pid)
                        .filter(ProcStat::isAlive)
                        .ifPresent(stat -> carriers.add(new Carrier(stat, cookie.get())));
            }
        }
        return carriers;
    }

    private static Optional<Cookie> cookie(long pid, String prefix) {
        String environment = ProcFile.text(pid, "environ").orElse("");
        int at = environment.indexOf(MARK + prefix);
        boolean startsVariable = at == 0 || (at > 0 && environment.charAt(at - 1) == '\0');
        if (!startsVariable) {
            return Optional.empty();
        }
        int end = environment.indexOf('\0', at);
        return Cookie.parse(
                environment.substring(at + MARK.length(), end < 0 ? environment.length() : end));
    }
}
