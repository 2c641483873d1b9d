package io.ottugi.supervisor.logs.rotate;

import java.nio.file.Path;

/**
 * The result of a rotation.
 *
 * @param bytes of output in the archive
 * @param lostAbout bytes that were probably lost between copy and cut, where the filesystem makes
 *     that unavoidable; 0 otherwise
 */
record RotationResult(Path archive, long bytes, Method method, long lostAbout) {
    /** The way in which the live file was cut. */
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
