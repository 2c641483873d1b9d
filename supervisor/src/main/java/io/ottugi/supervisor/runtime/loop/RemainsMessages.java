package io.ottugi.supervisor.runtime.loop;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.proc.ProcessIdentity;
import io.ottugi.supervisor.process.Remains;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the loop know what is found of processes that are being ended. */
public record RemainsMessages(Inbox inbox) implements Remains.Listener {
    @Override
    public void refused(@Nullable String worker, ProcessIdentity process, SignalName signal) {
        inbox.post(new Message.SignalRefused(worker, process, signal));
    }

    @Override
    public void strays(String worker, List<ProcessIdentity> orphans) {
        inbox.post(new Message.StraysLeft(worker, orphans));
    }
}
