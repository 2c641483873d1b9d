package io.ottugi.supervisor.cli.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How much fits into a line; told by stty(1), since the JDK does not know. */
public final class TerminalWidth {
    /** Where there is no terminal, and where it does not say. */
    static final int BY_DEFAULT = 80;

    /** Longer lines are hard to read. */
    private static final int WIDEST = 100;

    private static final long PATIENCE_MILLIS = 500;

    private TerminalWidth() {}

    public static int of(Context context) {
        String columns = context.environment().getOrDefault("COLUMNS", "");
        if (columns.matches("[1-9][0-9]{0,3}")) {
            return bounded(Integer.parseInt(columns));
        }
        return Terminal.isOutput() ? bounded(told()) : BY_DEFAULT;
    }

    /**
     * For tables, which may be as wide as the terminal; without one, or a width, they are not cut.
     */
    public static int ofTable(Context context) {
        String columns = context.environment().getOrDefault("COLUMNS", "");
        int width =
                columns.matches("[1-9][0-9]{0,3}")
                        ? Integer.parseInt(columns)
                        : Terminal.isOutput() ? told() : 0;
        return width <= 0 ? Integer.MAX_VALUE : width;
    }

    private static int bounded(int columns) {
        return columns <= 0 ? BY_DEFAULT : Math.min(columns, WIDEST);
    }

    private static int told() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "-F", Terminal.path(), "size")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return 0;
            }
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return size.strip().matches("[0-9]{1,4} [0-9]{1,4}")
                    ? Integer.parseInt(size.strip().substring(size.strip().indexOf(' ') + 1))
                    : 0;
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
