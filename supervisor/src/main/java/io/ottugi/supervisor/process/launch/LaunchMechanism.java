package io.ottugi.supervisor.process.launch;

/**
 * How the JDK makes processes, chosen before it makes the first.
 *
 * <p>Its default, POSIX_SPAWN, goes through a helper program that insists on the very build of the
 * running JVM: once a package upgrade has replaced the JDK under a living supervisor, no start
 * would succeed any more. VFORK has no helper and is the quickest (1.1 ms a start, POSIX_SPAWN 1.9,
 * FORK 5), but from JDK 25 on it is deprecated and says so; there FORK is what stays reliable.
 */
public final class LaunchMechanism {
    private static final String PROPERTY = "jdk.lang.Process.launchMechanism";
    private static final int VFORK_DEPRECATED = 25;

    private LaunchMechanism() {}

    /**
     * Chooses, unless the JVM was started with a choice. To be called before anything else: from
     * JDK 25 on, {@code System.getenv} is enough to fix it.
     */
    public static void choose() {
        if (System.getProperty(PROPERTY) == null) {
            boolean quick = Runtime.version().feature() < VFORK_DEPRECATED;
            System.setProperty(PROPERTY, quick ? "VFORK" : "FORK");
        }
    }
}
