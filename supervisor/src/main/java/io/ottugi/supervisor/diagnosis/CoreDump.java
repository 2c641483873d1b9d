package io.ottugi.supervisor.diagnosis;

/** Where a core dump went, by core(5). */
final class CoreDump {
    private CoreDump() {}

    static String advice(Facts facts) {
        String pattern = facts.traces().corePattern();
        if (!facts.ending().dumpedCore()) {
            return "For a core dump of the next one set 'limits.core = \"unlimited\"'"
                    + (pattern.isEmpty()
                            ? "."
                            : "; the kernel's core pattern is '" + pattern + "'.");
        }
        return "It left a core dump: " + place(pattern, facts.run().pid());
    }

    private static String place(String pattern, long pid) {
        if (pattern.contains("systemd-coredump")) {
            return "coredumpctl debug " + pid;
        }
        if (pattern.startsWith("|")) {
            return "the kernel handed it to '" + pattern.substring(1) + "'.";
        }
        if (pattern.isEmpty()) {
            return "see /proc/sys/kernel/core_pattern for where.";
        }
        return pattern.startsWith("/")
                ? "by the pattern '" + pattern + "'; open it with gdb."
                : "in the directory it ran in, by the pattern '" + pattern + "'; open it with gdb.";
    }
}
