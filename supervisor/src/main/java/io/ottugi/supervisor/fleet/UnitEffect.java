package io.ottugi.supervisor.fleet;

import java.util.Collection;
import java.util.Locale;

/** The effect of a change of plan on one unit. */
public enum UnitEffect {
    /** What changed, if anything, is changed where it stands. */
    LIVE,
    /** It has no process and gets none now; its next one is made otherwise. */
    NEXT_START,
    START,
    STOP,
    /** Its process is replaced. */
    RESTART;

    /** The name in replies. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The effect on a worker with these on its units: the one that matters most. */
    public static UnitEffect strongest(Collection<UnitEffect> units) {
        boolean replaced = units.contains(START) && units.contains(STOP);
        return replaced ? RESTART : units.stream().max(UnitEffect::compareTo).orElse(LIVE);
    }
}
