package io.ottugi.supervisor.boot;

import java.io.IOException;
import java.util.List;

/** Runs the machine's own tools: {@code systemctl}, {@code crontab} and the like. */
public interface CommandRunner {
    /**
     * Runs a command to its end, with its messages in English.
     *
     * @param input one character for each byte
     * @throws IOException when it could not be started or did not end
     */
    Result run(List<String> command, String input) throws IOException;

    /**
     * What a command said.
     *
     * @param output one character for each byte, so that nothing is lost on the way through us
     */
    record Result(int status, String output, String error) {
        boolean failed() {
            return status != 0;
        }

        /** Its first complaint, or else its status. */
        String complaint() {
            return (error + "\n" + output)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("exit " + status);
        }
    }
}
