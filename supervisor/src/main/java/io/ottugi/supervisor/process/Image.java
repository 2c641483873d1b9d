package io.ottugi.supervisor.process;

import io.ottugi.supervisor.proc.ProcFile;
import io.ottugi.supervisor.process.launch.CommandResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The executable file that a process runs, whatever its command line says. */
final class Image {
    private static final String DELETED = " (deleted)";

    /** As BINPRM_BUF_SIZE of execve(2). */
    private static final int LONGEST_FIRST_LINE = 256;

    private static final CommandResolver USUAL =
            new CommandResolver("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

    private Image() {}

    /** The image of a living process, if we may know it; also if it was replaced meanwhile. */
    static Optional<String> of(long pid) {
        return ProcFile.link(pid, "exe").map(path -> present(path.toString()));
    }

    /** A path in /proc without the mark of a removed file. */
    static String present(String link) {
        return link.endsWith(DELETED) ? link.substring(0, link.length() - DELETED.length()) : link;
    }

    /** The image that a command is run with, if it can be found where programs usually are. */
    static Optional<String> ofCommand(String program) {
        return USUAL.find(program).flatMap(Image::ofProgram);
    }

    /** The image that a program is run with: its own, or for a script its interpreter's. */
    static Optional<String> ofProgram(Path program) {
        try {
            Optional<Path> interpreter = interpreter(firstLine(program));
            return Optional.of(interpreter.orElse(program).toRealPath().toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String firstLine(Path program) throws IOException {
        try (InputStream in = Files.newInputStream(program)) {
            String begin =
                    new String(in.readNBytes(LONGEST_FIRST_LINE), StandardCharsets.ISO_8859_1);
            int end = begin.indexOf('\n');
            return end < 0 ? begin : begin.substring(0, end);
        }
    }

    private static Optional<Path> interpreter(String firstLine) {
        if (!firstLine.startsWith("#!")) {
            return Optional.empty();
        }
        String[] words = firstLine.substring(2).trim().split("[ \t]+", 3);
        Path first = Path.of(words[0]);
        boolean isEnv = words.length > 1 && first.endsWith("env");
        return isEnv ? USUAL.find(words[1]).or(() -> Optional.of(first)) : Optional.of(first);
    }
}
