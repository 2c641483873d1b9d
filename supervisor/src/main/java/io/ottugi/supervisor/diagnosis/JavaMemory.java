package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.config.value.Sizes;
import java.util.regex.Pattern;

/** The kinds of {@code OutOfMemoryError}, by the messages of JDK 8 to 25. */
public enum JavaMemory {
    HEAP(
            "Java heap space",
            "ran out of Java heap",
            "Raise -Xmx in 'command', or find what fills the heap: 'evidence.heap_dump = true' keeps"
                    + " a heap dump of the next one."),
    GC_OVERHEAD(
            "GC overhead limit exceeded",
            "spent nearly all its time collecting garbage, since its heap is nearly full",
            "Raise -Xmx in 'command', or find what fills the heap: 'evidence.heap_dump = true' keeps"
                    + " a heap dump of the next one."),
    METASPACE(
            "Metaspace|Compressed class space|PermGen space",
            "ran out of room for classes (metaspace)",
            "Raise -XX:MaxMetaspaceSize, or look for class loaders that leak: classes loaded again"
                    + " and again, as by redeployments, proxies or scripts."),
    DIRECT(
            "Direct buffer memory|Cannot reserve \\d+ bytes of direct buffer memory.*",
            "ran out of direct buffer memory, outside the heap",
            "Raise -XX:MaxDirectMemorySize (its default is the size of the heap), or look for"
                    + " buffers that are never released, as in network libraries."),
    THREAD(
            "unable to create (new )?native thread.*",
            "could not create another thread",
            "It is not the heap: look at how many threads it has, then at 'limits.nproc', pids.max"
                    + " of its cgroup (systemd: TasksMax), and free memory; a thread pool without"
                    + " bound is the usual cause."),
    ARRAY(
            "Requested array size exceeds VM limit",
            "asked for an array larger than the JVM allows",
            "No heap is large enough: look at the stack trace for who asks, often a length that was"
                    + " read from a damaged file or message."),
    NATIVE(
            ".*Out of swap space\\?.*|.*bytes for .*",
            "could not get native memory from the system",
            "The machine or the worker's cgroup is out of memory: lower -Xmx or give it more."),
    /** The JVM's own words where it has no memory for more: such as those of a full heap. */
    UNTOLD(
            "",
            "ran out of memory, most likely of Java heap",
            "Raise -Xmx in 'command', or find what fills the heap: 'evidence.heap_dump = true' keeps"
                    + " a heap dump of the next one."),
    OTHER(
            ".*",
            "threw an OutOfMemoryError",
            "Look at the stack trace in its output for who threw it.");

    private final Pattern message;
    private final String what;
    private final String advice;

    JavaMemory(String message, String what, String advice) {
        this.message = Pattern.compile(message);
        this.what = what;
        this.advice = advice;
    }

    /** By the message behind {@code java.lang.OutOfMemoryError: }. */
    public static JavaMemory of(String message) {
        for (JavaMemory kind : values()) {
            if (kind.message.matcher(message.strip()).matches()) {
                return kind;
            }
        }
        return OTHER;
    }

    /** To follow what ended, such as {@code ran out of Java heap}. */
    public String what() {
        return what;
    }

    String advice(Facts facts) {
        long dump = facts.traces().heapDump();
        boolean ofHeap = this == HEAP || this == GC_OVERHEAD || this == UNTOLD;
        return ofHeap && dump > 0
                ? "Its heap dump of "
                        + Sizes.rounded(dump)
                        + " is in the incident's folder: open it with Eclipse MAT or VisualVM to see"
                        + " what fills the heap; raise -Xmx in 'command' if all of it is needed."
                : advice;
    }
}
