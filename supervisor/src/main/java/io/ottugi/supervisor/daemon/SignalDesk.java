package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.config.SignalName;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.runtime.Inbox;
import io.ottugi.supervisor.runtime.Message;

/**
 * Turns the supervisor's own signals into messages.
 *
 * <p>HUP gets a handler that does nothing else rather than being ignored: an ignored signal would
 * be inherited by the workers. For the same reason those that we inherited as ignored are reset
 * first, without which the JDK also refuses to handle HUP, INT and TERM.
 */
public final class SignalDesk {
    private SignalDesk() {}

    /** To be called on the thread that starts workers, which inherit its signal mask. */
    public static void open(Posix posix, Inbox inbox) {
        posix.restoreIgnoredSignals();
        posix.unblockSignals();
        handle(SignalName.HUP, new Message.Signalled(SignalName.HUP), inbox);
        handle(SignalName.INT, new Message.Signalled(SignalName.INT), inbox);
        handle(SignalName.TERM, new Message.Signalled(SignalName.TERM), inbox);
        handle(SignalName.CHLD, new Message.ChildEnded(), inbox);
    }

    private static void handle(SignalName signal, Message message, Inbox inbox) {
        JvmSignal.handle(signal.name(), () -> inbox.post(message));
    }
}
