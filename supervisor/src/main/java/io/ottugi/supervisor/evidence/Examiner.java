package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.diagnosis.Masking;
import io.ottugi.supervisor.evidence.incident.IncidentDraft;
import java.util.function.Consumer;

/** Looks into a process that lives. It returns at once, and works on threads of its own. */
public interface Examiner {
    /** Sees nothing. */
    Examiner NONE =
            new Examiner() {
                @Override
                public void examine(
                        Subject subject,
                        IncidentDraft draft,
                        Masking masking,
                        Consumer<Looked> done) {
                    done.accept(Looked.NOTHING);
                }

                @Override
                public void dump(
                        Subject subject,
                        Evidence.Wish wish,
                        IncidentDraft draft,
                        Masking masking,
                        Consumer<Looked> done) {
                    done.accept(Looked.NOTHING);
                }
            };

    /**
     * Looks at one that hangs, before it is killed.
     *
     * @param draft takes what is seen, masked, until {@code done} is called and not after
     * @param done called once
     */
    void examine(Subject subject, IncidentDraft draft, Masking masking, Consumer<Looked> done);

    /**
     * Looks at one that is well.
     *
     * @param draft as above
     * @param done called once
     */
    void dump(
            Subject subject,
            Evidence.Wish wish,
            IncidentDraft draft,
            Masking masking,
            Consumer<Looked> done);
}
