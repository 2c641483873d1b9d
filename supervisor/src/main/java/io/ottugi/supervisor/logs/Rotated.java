package io.ottugi.supervisor.logs;

import java.nio.file.Path;

/**
 * A rotation that was done.
 *
 * @param bytes in the archive
 * @param lostAbout how many were lost between copy and cut, where the filesystem makes that
 *     unavoidable; 0 otherwise
 */
record Rotated(Path archive, long bytes, Method method, long lostAbout) {
    /** How the live file was cut. */
    enum Method {
        COLLAPSE("collapse"),
        PUNCH_HOLE("punch hole"),
        COPY_AND_TRUNCATE("copy and truncate");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }
}
