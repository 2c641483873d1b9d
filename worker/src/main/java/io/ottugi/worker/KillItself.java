package io.ottugi.worker;

import java.time.Duration;
import java.util.List;

/**
 * Dies by a signal, so that wait(2) reports one. The JVM would answer HUP, INT and TERM with an
 * orderly exit (128 + signal) and ignore PIPE, so the default action is put back first. SEGV, FPE
 * and ILL it does not give away: it writes its crash report and dies by ABRT, which is also what a
 * crashed JVM looks like.
 */
record KillItself(String signal, Duration after) implements Misbehaviour {
    /** Those that end a JVM. QUIT is not among them: it is answered with a thread dump. */
    static final String NAMES = "HUP,INT,ABRT,BUS,FPE,ILL,KILL,PIPE,SEGV,TERM,TRAP,USR1,ALRM,XCPU";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static KillItself parse(String value) {
        Timed timed = Timed.parse(value);
        String name = Signals.plainName(timed.what());
        if (!Text.list(NAMES).contains(name)) {
            throw new IllegalArgumentException("a signal out of " + NAMES + " is needed");
        }
        return new KillItself(name, timed.after());
    }

    @Override
    public void begin(Stage stage) {
        stage.at(after, () -> raise(stage.pid()));
        stage.at(after.plus(PATIENCE), this::survived);
    }

    /** By the shell's own kill, since a machine may lack the program of that name. */
    private void raise(long pid) throws Refusal {
        Signals.restoreDefault(signal);
        Children.start(List.of("sh", "-c", "kill -s " + signal + " " + pid));
    }

    private void survived() throws Refusal {
        throw new Refusal(
                Refusal.UNAVAILABLE,
                "still alive after signal " + signal + ": it was ignored when the worker started");
    }
}
