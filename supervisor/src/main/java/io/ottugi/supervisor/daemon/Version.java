package io.ottugi.supervisor.daemon;

/** The version of this program. */
public final class Version {
    private Version() {}

    /** Returns what the jar's manifest says; {@code unpackaged} where there is no jar. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
