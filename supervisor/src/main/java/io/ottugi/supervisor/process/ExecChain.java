package io.ottugi.supervisor.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The small programs that exec one another before the worker: today {@code setsid} of util-linux,
 * which keeps the pid, since a child of ProcessBuilder leads no group.
 */
public final class ExecChain {
    private static final String MESSAGE = "setsid: ";

    private final String setsid;
    private final Path setsidImage;

    private ExecChain(Path setsid, Path setsidImage) {
        this.setsid = setsid.toString();
        this.setsidImage = setsidImage;
    }

    /** Finds the programs of the chain, if this system has them. */
    public static Optional<ExecChain> find(CommandResolver commands) {
        return commands.find("setsid").map(path -> new ExecChain(path, realPath(path)));
    }

    List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>(command.size() + 1);
        wrapped.add(setsid);
        wrapped.addAll(command);
        return wrapped;
    }

    /**
     * Whether the chain has become the command, as far as can be seen.
     *
     * @param command the worker's program, to know one that is itself a part of the chain
     */
    public boolean isOver(long pid, Path command) {
        if (realPath(command).equals(setsidImage)) {
            return true;
        }
        // A living process whose image may not be read is not ours any more, so it is the command;
        // of one that has ended nothing can be said, and its status will tell.
        return ProcFile.link(pid, "exe")
                .map(image -> !image.equals(setsidImage))
                .orElseGet(() -> ProcStat.read(pid).filter(ProcStat::isAlive).isPresent());
    }

    /** Whether a line is what a failed chain writes before it exits with 126 or 127. */
    public static boolean isMessage(String line) {
        return line.startsWith(MESSAGE);
    }

    /** The message itself. */
    public static String withoutPrefix(String line) {
        return line.substring(MESSAGE.length());
    }

    private static Path realPath(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
