package io.ottugi.supervisor.diagnosis;

/**
 * A piece of evidence, word for word.
 *
 * @param source where it stands: {@code output}, {@code hs_err}, {@code kernel}, {@code cgroup} or
 *     {@code proc}
 * @param text one line, masked and of bounded length
 */
public record Quote(String source, String text) {
    public static final String OUTPUT = "output";
    public static final String HS_ERR = "hs_err";
    static final String KERNEL = "kernel";
    static final String CGROUP = "cgroup";
    static final String PROC = "proc";
}
