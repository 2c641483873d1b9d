package io.ottugi.supervisor.cli;

/**
 * What is written to.
 *
 * @param width how much fits into a line; {@link Integer#MAX_VALUE} where nobody has said
 * @param colours whether they are welcome
 */
record Screen(int width, boolean colours) {
    /** A file or a pipe, whose lines may be of any length. */
    static final Screen PLAIN = new Screen(Integer.MAX_VALUE, false);

    static Screen of(Context context) {
        return new Screen(TerminalWidth.ofTable(context), Terminal.colours(context));
    }
}
