package io.ottugi.supervisor.cli.base;

import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.ExitStatus;
import io.ottugi.supervisor.failure.Failure;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** One command of the program: what it is called, what it takes, what it does. */
public interface Command {
    String name();

    /** What stands after the name in a usage line. */
    String usage();

    /** One line for the list of commands. */
    String summary();

    /** Paragraphs for its help, each a line; the terminal wraps them. */
    String description();

    Options options();

    /** Whether words that are no options may follow: a command, a topic. */
    boolean takesWords();

    /** Whether options may stand after words; not where the words may be another program's. */
    default boolean takesOptionsAnywhere() {
        return false;
    }

    /** Returns a failure for arguments that this command does not take. */
    default Failure usageError(String what) {
        return new Failure(
                ExitCode.USAGE, name() + ": " + what + "; see 'ottugi help " + name() + "'");
    }

    /**
     * Does it.
     *
     * @param line the options
     * @param words what is no option, with what stands after {@code --}
     */
    ExitStatus run(CommandLine line, List<String> words, Context context)
            throws InterruptedException;
}
