package io.ottugi.supervisor.posix;

/**
 * A limit as getrlimit(2) has it.
 *
 * @param soft what holds now
 * @param hard how far it may be raised; {@link #UNLIMITED}, as {@code soft}, for no limit
 */
public record LimitPair(long soft, long hard) {
    public static final long UNLIMITED = -1;
}
