package io.ottugi.supervisor.config.value;

import java.util.Arrays;
import java.util.Locale;

/** The signals of signal(7) on Linux, by number; those of alpha, sparc and mips are not here. */
public enum SignalName {
    HUP(1),
    INT(2),
    QUIT(3),
    ILL(4),
    TRAP(5),
    ABRT(6),
    BUS(7),
    FPE(8),
    KILL(9),
    USR1(10),
    SEGV(11),
    USR2(12),
    PIPE(13),
    ALRM(14),
    TERM(15),
    STKFLT(16),
    CHLD(17),
    CONT(18),
    STOP(19),
    TSTP(20),
    TTIN(21),
    TTOU(22),
    URG(23),
    XCPU(24),
    XFSZ(25),
    VTALRM(26),
    PROF(27),
    WINCH(28),
    IO(29),
    PWR(30),
    SYS(31);

    private final int number;

    SignalName(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The name of any signal number; real-time ones are named by their distance from RTMIN. */
    public static String of(int number) {
        for (SignalName signal : values()) {
            if (signal.number == number) {
                return signal.name();
            }
        }
        return number >= 34 && number <= 64 ? "RTMIN+" + (number - 34) : Integer.toString(number);
    }

    /** Takes {@code TERM}, {@code SIGTERM} or {@code 15}, in any case. */
    public static SignalName parse(String text) throws BadSetting {
        String upper = text.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
        for (SignalName signal : values()) {
            if (signal.name().equals(name) || Integer.toString(signal.number).equals(text)) {
                return signal;
            }
        }
        String expected =
                Nearest.slip(name, Arrays.stream(values()).map(Enum::name).toList())
                        .map(near -> " (did you mean '" + near + "'?)")
                        .orElse("; expected one such as TERM, INT or QUIT");
        throw new BadSetting("'" + text + "' is no signal" + expected);
    }
}
