package io.ottugi.supervisor.failure;

/** What our commands exit with: sysexits.h(3), and for {@code status} the LSB's init scripts. */
public enum ExitCode implements ExitStatus {
    OK(0, "done"),
    DOWN(1, "a worker is down or unstable, a disk is full, or not all could be done"),
    NO_SUPERVISOR(3, "no supervisor is up under that name"),
    USAGE(64, "the command line is wrong"),
    CANNOT_RUN(69, "the command cannot be run: not found, a directory, not executable"),
    SOFTWARE(70, "a mistake in Ottugi itself"),
    OS(71, "the system has no process to give"),
    CANNOT_CREATE(73, "a directory or file cannot be made"),
    IO(74, "reading or writing failed"),
    TEMPORARY(75, "a supervisor is up under that name, is going down, or took too long"),
    NO_PERMISSION(77, "a place belongs to somebody else or is open to others"),
    CONFIG(78, "a configuration file has a mistake; or Java is too old, or there is no home");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    @Override
    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }

    /** The constant for a number, {@link #SOFTWARE} for one that is none of ours. */
    public static ExitCode of(int code) {
        for (ExitCode candidate : values()) {
            if (candidate.code == code) {
                return candidate;
            }
        }
        return SOFTWARE;
    }
}
