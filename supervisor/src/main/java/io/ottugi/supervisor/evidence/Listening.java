package io.ottugi.supervisor.evidence;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Hears what a worker writes, by positions in its log. */
public interface Listening {
    /** The file that it writes to; empty if that is none of its own. */
    Optional<Path> file();

    /** Where its output ends now; empty when nobody knows. */
    OptionalLong end();

    /** The lines between two positions, as far as they are there. */
    List<String> read(long from, long to);
}
