package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.posix.Posix;
import java.util.List;
import java.util.function.Consumer;

/**
 * The supervisor's own signals.
 *
 * <p>HUP gets a handler that does nothing else rather than being ignored: an ignored signal would
 * be inherited by the workers. For the same reason those that we inherited as ignored are reset
 * first, without which the JDK also refuses to handle HUP, INT and TERM.
 */
public final class SignalDesk {
    private SignalDesk() {}

    /**
     * Outlives a HUP from now on, before the native room is there: whoever finds our name in the
     * lock and nobody listening yet sends one. If we inherited it as ignored, it stays so until
     * {@link #open}.
     */
    public static void outliveHangups(Consumer<SignalName> own) {
        JvmSignal.handle(SignalName.HUP.name(), () -> own.accept(SignalName.HUP));
    }

    /**
     * To be called on the thread that starts workers, which inherit its signal mask.
     *
     * @param own takes HUP, INT and TERM
     * @param childEnded runs at each CHLD
     */
    public static void open(Posix posix, Consumer<SignalName> own, Runnable childEnded) {
        posix.restoreIgnoredSignals();
        posix.unblockSignals();
        for (SignalName signal : List.of(SignalName.HUP, SignalName.INT, SignalName.TERM)) {
            JvmSignal.handle(signal.name(), () -> own.accept(signal));
        }
        letTheJdkHaveChldFirst();
        JvmSignal.handle(SignalName.CHLD.name(), childEnded);
    }

    /**
     * The JDK sets CHLD to its default when it first deals with processes, which would undo ours.
     */
    private static void letTheJdkHaveChldFirst() {
        try {
            Class.forName("java.lang.ProcessImpl");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JDK makes processes in another way", e);
        }
    }
}
