package io.ottugi.supervisor.diagnosis;

/**
 * Who listens on a port.
 *
 * @param words such as {@code by pid 123 (nginx)}, to follow "is already in use"
 * @param worker its name as commands take it, such as {@code -n shop web}; empty if it is no worker
 */
public record PortHolder(String words, String worker) {
    /** What to do when nobody knows who listens. */
    static String unknown(int port) {
        return "See who listens: ss -ltnp 'sport = :"
                + port
                + "'; end that one, or have the worker use another port.";
    }

    String advice(int port) {
        return worker.isEmpty()
                ? unknown(port)
                : "Have one of the two use another port; if the other is not wanted: ottugi stop "
                        + worker
                        + ".";
    }
}
