package io.ottugi.supervisor.evidence.live;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What HotSpot writes for SIGQUIT, as {@code VM_PrintThreads}, {@code VM_FindDeadlocks} and the
 * heap print it in JDK 8 to 25. Lines of others may be among it, since it is their output too.
 *
 * @param lines all of it
 * @param threads in its order
 * @param deadlock what the JVM says of threads that wait for each other; nothing if none do
 * @param isWhole whether its end was seen
 */
public record ThreadDump(
        List<String> lines, List<JavaThread> threads, List<String> deadlock, boolean isWhole) {
    private static final String BEGIN = "Full thread dump";
    private static final String END_OF_THREADS = "JNI global ref";
    private static final String END = "Heap";
    private static final Pattern THREAD = Pattern.compile("(?=.*\\b(?:tid|nid)=)\"(.*)\" .*");
    private static final Pattern STATE =
            Pattern.compile("\\s+java\\.lang\\.Thread\\.State: ([A-Z_]+).*");
    private static final Pattern FRAME = Pattern.compile("\\s+(at \\S.*|- \\S.*)");
    private static final Pattern DEADLOCK =
            Pattern.compile("Found (?:one Java-level|a) deadlock.*");
    private static final String END_OF_DEADLOCK = "Java stack information";

    public ThreadDump {
        lines = List.copyOf(lines);
        threads = List.copyOf(threads);
        deadlock = List.copyOf(deadlock);
    }

    /** All that begin in these lines. */
    public static List<ThreadDump> all(List<String> lines) {
        List<ThreadDump> dumps = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(BEGIN)) {
                if (begin >= 0) {
                    dumps.add(parse(lines.subList(begin, i)));
                }
                begin = i;
            }
        }
        if (begin >= 0) {
            dumps.add(parse(lines.subList(begin, lines.size())));
        }
        return dumps;
    }

    private static ThreadDump parse(List<String> lines) {
        int end = end(lines);
        boolean whole = end > 0;
        List<String> all = lines.subList(0, whole ? end : lines.size());
        return new ThreadDump(all, threads(all), deadlock(all), whole);
    }

    /** The line after the heap's; 0 if that has not come. */
    private static int end(List<String> lines) {
        boolean threadsOver = false;
        boolean heap = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            threadsOver |= line.startsWith(END_OF_THREADS);
            if (threadsOver && line.equals(END)) {
                heap = true;
            } else if (heap && !line.startsWith(" ")) {
                return i;
            }
        }
        return heap && lines.get(lines.size() - 1).startsWith(" ") ? lines.size() : 0;
    }

    private static List<JavaThread> threads(List<String> lines) {
        List<JavaThread> threads = new ArrayList<>();
        String name = null;
        String state = "";
        List<String> stack = new ArrayList<>();
        for (String line : lines) {
            Matcher head = THREAD.matcher(line);
            boolean begins = head.matches();
            boolean ends = begins || line.startsWith(END_OF_THREADS);
            if (ends && name != null) {
                threads.add(new JavaThread(name, state, stack));
            }
            if (line.startsWith(END_OF_THREADS)) {
                return threads;
            }
            if (begins) {
                name = String.valueOf(head.group(1));
                state = "";
                stack = new ArrayList<>();
            } else {
                Matcher found = STATE.matcher(line);
                state = found.matches() ? String.valueOf(found.group(1)) : state;
                Matcher frame = FRAME.matcher(line);
                if (frame.matches()) {
                    stack.add(String.valueOf(frame.group(1)));
                }
            }
        }
        if (name != null) {
            threads.add(new JavaThread(name, state, stack));
        }
        return threads;
    }

    private static List<String> deadlock(List<String> lines) {
        List<String> found = new ArrayList<>();
        boolean within = false;
        for (String line : lines) {
            within =
                    (within || DEADLOCK.matcher(line).matches())
                            && !line.startsWith(END_OF_DEADLOCK);
            if (within && !line.isBlank() && !line.startsWith("=")) {
                found.add(line.strip());
            }
        }
        return found;
    }

    /** What the JVM says of each thread that is deadlocked, in one line. */
    List<String> deadlockedThreads() {
        List<String> threads = new ArrayList<>();
        for (String line : deadlock) {
            int last = threads.size() - 1;
            if (line.startsWith("\"")) {
                threads.add(line);
            } else if (last >= 0) {
                threads.set(last, threads.get(last) + " " + line);
            }
        }
        return threads.isEmpty() ? deadlock : threads;
    }
}
