package io.ottugi.supervisor.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * Makes a finding of facts. The first rule that applies has found it; how the process ended decides
 * which can, and what is read in output only says more about it. Pure.
 */
public final class Rules {
    /** The strongest first. */
    private static final List<Rule> RULES =
            List.of(
                    StartRules::couldNotStart,
                    StartRules::unproved,
                    StartRules::notReady,
                    StartRules::daemonized,
                    AskedRules::killedAfterStopTimeout,
                    AskedRules::stopped,
                    MemoryRules::kernelNamesIt,
                    AskedRules::signalled,
                    MemoryRules::jvmCrashedForWantOfHeap,
                    MemoryRules::jvmGotNoMemory,
                    MemoryRules::jvmExitedForWantOfHeap,
                    CrashRules::jvm,
                    MemoryRules::killedWhileKernelWasKilling,
                    CrashRules::overLimit,
                    CrashRules::nativeCode,
                    EndRules::killedBySomebody,
                    EndRules::toldToEnd,
                    Clues::told,
                    EndRules::exited);

    private Rules() {}

    /** One thing that a fall can have been. */
    interface Rule {
        Optional<Finding> apply(Facts facts);
    }

    public static Finding find(Facts facts) {
        return RULES.stream()
                .flatMap(rule -> rule.apply(facts).stream())
                .findFirst()
                .orElseGet(() -> EndRules.unknown(facts));
    }
}
