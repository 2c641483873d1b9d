package io.ottugi.supervisor.config.toml;

import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be used, with all of its mistakes. */
public final class BadFile extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MOST_SHOWN = 100;

    private final transient List<Mistake> mistakes;

    BadFile(String file, List<Mistake> mistakes) {
        super(text(file, sorted(mistakes)));
        this.mistakes = sorted(mistakes);
    }

    private static List<Mistake> sorted(List<Mistake> mistakes) {
        return mistakes.stream().distinct().sorted(Mistake.BY_PLACE).toList();
    }

    /** In the order of the file. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** A line for one mistake; for more, each in a line of its own. */
    private static String text(String file, List<Mistake> mistakes) {
        String lines =
                mistakes.stream()
                        .limit(MOST_SHOWN)
                        .map(mistake -> mistake.in(file))
                        .collect(Collectors.joining("\n"));
        if (mistakes.size() == 1) {
            return lines;
        }
        int more = mistakes.size() - MOST_SHOWN;
        return file
                + " has "
                + mistakes.size()
                + " mistakes:\n"
                + lines
                + (more > 0 ? "\nand " + more + " more" : "");
    }
}
