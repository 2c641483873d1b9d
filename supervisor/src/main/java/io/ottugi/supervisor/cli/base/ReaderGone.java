package io.ottugi.supervisor.cli.base;

import java.io.IOException;

/** The reader of our output has seen enough, as with {@code ottugi logs | head}. */
public final class ReaderGone extends IOException {
    private static final long serialVersionUID = 1;
}
