package io.ottugi.supervisor.cli;

import java.io.IOException;

/** The reader of our output has seen enough, as with {@code ottugi logs | head}. */
final class ReaderGone extends IOException {
    private static final long serialVersionUID = 1;
}
