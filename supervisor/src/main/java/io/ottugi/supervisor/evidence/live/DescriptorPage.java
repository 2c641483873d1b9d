package io.ottugi.supervisor.evidence.live;

import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.proc.SocketTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The open descriptors of processes, counted and listed, as a page for people. */
final class DescriptorPage {
    private static final int MOST_PROCESSES = 20;
    private static final int MOST_COUNTED = 20_000;
    private static final int MOST_LISTED = 400;

    private DescriptorPage() {}

    static String of(List<ProcStat> processes) {
        StringBuilder text = new StringBuilder();
        processes.stream().limit(MOST_PROCESSES).forEach(process -> add(text, process));
        return text.toString();
    }

    private static void add(StringBuilder text, ProcStat process) {
        long pid = process.pid();
        text.append("pid ").append(pid).append(", ").append(process.name()).append('\n');
        String[] names = new File("/proc/" + pid + "/fd").list();
        if (names == null) {
            text.append("  its descriptors may not be looked at\n\n");
            return;
        }
        SocketTable sockets = SocketTable.of(pid);
        Map<String, Integer> kinds = new TreeMap<>();
        List<String> listed = new ArrayList<>();
        for (int i = 0; i < Math.min(names.length, MOST_COUNTED); i++) {
            String target = target(pid, names[i]);
            kinds.merge(kind(target), 1, Integer::sum);
            if (listed.size() < MOST_LISTED) {
                listed.add("  " + names[i] + " " + sockets.describe(target));
            }
        }
        text.append("  ").append(names.length).append(" open: ");
        kinds.forEach((kind, count) -> text.append(count).append(' ').append(kind).append("  "));
        text.append('\n');
        listed.forEach(line -> text.append(line).append('\n'));
        text.append(names.length > listed.size() ? "  …\n\n" : "\n");
    }

    private static String target(long pid, String descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/fd/" + descriptor)).toString();
        } catch (IOException e) {
            return "?";
        }
    }

    /** Such as {@code socket}, {@code pipe}, {@code eventpoll} or {@code file}. */
    static String kind(String target) {
        if (target.startsWith("/")) {
            boolean deleted = target.endsWith(" (deleted)");
            return (target.startsWith("/dev/") ? "device" : "file") + (deleted ? ", deleted" : "");
        }
        int colon = target.indexOf(':');
        String kind = colon < 0 ? target : target.substring(0, colon);
        return kind.equals("anon_inode")
                ? target.substring(colon + 1).replaceAll("[\\[\\]]", "")
                : kind;
    }
}
