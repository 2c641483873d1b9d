package io.ottugi.it.harness;

/** Signals by the numbers Linux gives them on x86 and ARM. */
public enum Sig {
    HUP(1),
    INT(2),
    QUIT(3),
    KILL(9),
    USR1(10),
    SEGV(11),
    USR2(12),
    PIPE(13),
    TERM(15),
    CHLD(17),
    CONT(18),
    STOP(19);

    private static final int ESRCH = 3;

    private final int number;

    Sig(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** Its bit in the masks of {@code /proc/PID/status}. */
    public long bit() {
        return 1L << (number - 1);
    }

    /** Sends it; a process that is gone is an error, since the test thought it was there. */
    public void to(long pid) {
        if (!toIfThere(pid)) {
            throw new AssertionError("no process " + pid + " to send SIG" + this + " to");
        }
    }

    /** Sends it, and says whether there was a process to take it. */
    public boolean toIfThere(long pid) {
        if (Libc.C.kill(Math.toIntExact(pid), number) == 0) {
            return true;
        }
        int errno = Libc.errno();
        if (errno != ESRCH) {
            throw new AssertionError("kill -" + this + " " + pid + ": errno " + errno);
        }
        return false;
    }
}
