package io.ottugi.supervisor.cli.base;

/**
 * What is written to.
 *
 * @param width how much fits into a line; {@link Integer#MAX_VALUE} where nobody has said
 * @param colours whether they are welcome
 */
public record Screen(int width, boolean colours) {
    /** A file or a pipe, whose lines may be of any length. */
    public static final Screen PLAIN = new Screen(Integer.MAX_VALUE, false);

    public static Screen of(Context context) {
        return new Screen(TerminalWidth.ofTable(context), Terminal.colours(context));
    }
}
