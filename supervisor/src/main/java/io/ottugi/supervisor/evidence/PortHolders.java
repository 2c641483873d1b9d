package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.diagnosis.PortHolder;
import io.ottugi.supervisor.proc.Cookie;
import io.ottugi.supervisor.proc.OpenDescriptors;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.SmallFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Tells who listens on a TCP port now, as far as /proc lets us see, in bounded time.
 *
 * @param fallen for which it is told
 * @param own the workers of its supervisor, by the pid of their first process, which leads a
 *     session
 */
record PortHolders(Subject fallen, Map<Long, String> own) {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING = "0A";

    /** Empty when nobody is seen to listen. */
    Optional<PortHolder> holder(int port) {
        for (String table : new String[] {"tcp", "tcp6"}) {
            String text = SmallFile.text(PROC.resolve("net").resolve(table)).orElse("");
            Optional<Listener> listener = listener(text, port);
            if (listener.isPresent()) {
                return Optional.of(holder(listener.get()));
            }
        }
        return Optional.empty();
    }

    /** A listening socket. */
    record Listener(long uid, long inode) {}

    /** Finds it in a table of /proc/net, see proc_pid_net(5). */
    static Optional<Listener> listener(String table, int port) {
        String suffix = String.format(":%04X", port);
        for (String line : table.split("\n")) {
            String[] fields = line.strip().split("\\s+");
            boolean listens =
                    fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING);
            if (listens && fields[7].matches("\\d{1,10}") && fields[9].matches("\\d{1,18}")) {
                return Optional.of(
                        new Listener(Long.parseLong(fields[7]), Long.parseLong(fields[9])));
            }
        }
        return Optional.empty();
    }

    private PortHolder holder(Listener listener) {
        return OpenDescriptors.holder("socket:[" + listener.inode() + "]")
                .map(process -> holder(Long.parseLong(process.toFile().getName())))
                .orElseGet(() -> new PortHolder("by a process of user id " + listener.uid(), ""));
    }

    /** A worker is known by its session; also one of another supervisor, by what it carries. */
    private PortHolder holder(long pid) {
        Optional<ProcStat> stat = ProcStat.read(pid);
        String process = "pid " + pid + " (" + stat.map(ProcStat::name).orElse("?") + ")";
        String worker = own.get(stat.map(ProcStat::session).orElse(0L));
        if (worker != null) {
            return ofOurs(worker, process);
        }
        return Cookie.carriedBy(pid)
                .map(cookie -> ofWorker(cookie, process))
                .orElseGet(() -> new PortHolder("by " + process, ""));
    }

    PortHolder ofWorker(Cookie cookie, String process) {
        if (cookie.isOfSameSupervisorAs(fallen.cookie())) {
            return ofOurs(cookie.worker(), process);
        }
        String words = "by worker '" + cookie.worker() + "' of supervisor '" + cookie.name() + "'";
        return new PortHolder(
                words + ", " + process, "-n " + cookie.name() + " " + cookie.worker());
    }

    private PortHolder ofOurs(String worker, String process) {
        return worker.equals(fallen.worker())
                ? new PortHolder("by a process that it left behind itself, " + process, "")
                : new PortHolder("by worker '" + worker + "', " + process, worker);
    }
}
