package io.ottugi.supervisor.config;

import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.Sizes;
import java.util.ArrayList;
import java.util.List;

/** Finds settings of one worker's logs and evidence that cannot be meant together. */
final class EdgeConflicts {
    /** Below this a log would be cut all the time. */
    private static final long LEAST_SIZE = 64 << 10;

    private static final int OWNER_READS_AND_WRITES = 0600;
    private static final List<Key> OF_JVM =
            List.of(Key.EVIDENCE_HEAP_DUMP, Key.EVIDENCE_FLIGHT_RECORDING);

    private final Settings settings;
    private final Values values;
    private final List<Conflict> found = new ArrayList<>();

    private EdgeConflicts(Settings settings) {
        this.settings = settings;
        this.values = new Values(settings);
    }

    static List<Conflict> of(Settings settings) throws BadSetting {
        EdgeConflicts conflicts = new EdgeConflicts(settings);
        conflicts.cuts();
        conflicts.archives();
        conflicts.mode();
        conflicts.jvm();
        conflicts.onFailure();
        return conflicts.found;
    }

    private void add(Key key, String message) {
        found.add(new Conflict("", key.label(), message));
    }

    private void cuts() throws BadSetting {
        long size = values.size(Key.LOG_MAX_SIZE, LogPolicy.DEFAULT.maxSize());
        if (size > 0 && size < LEAST_SIZE) {
            add(
                    Key.LOG_MAX_SIZE,
                    "log.max_size ("
                            + Sizes.format(size)
                            + ") is so small that the log would be cut all the time; expected "
                            + Sizes.format(LEAST_SIZE)
                            + " or more, or 0 for never");
        }
        long total = values.size(Key.LOG_MAX_TOTAL, 0);
        if (total > 0 && total < size) {
            add(
                    Key.LOG_MAX_TOTAL,
                    "log.max_total ("
                            + Sizes.format(total)
                            + ") is less than the log itself may have, log.max_size ("
                            + Sizes.format(size)
                            + (settings.has(Key.LOG_MAX_SIZE) ? "" : " by default")
                            + ")");
        }
        if (size == 0 && !settings.has(Key.LOG_EVERY)) {
            withoutArchives("log.max_size is 0 and there is no log.every");
        }
    }

    private void withoutArchives(String why) throws BadSetting {
        for (Key key : List.of(Key.LOG_MAX_TOTAL, Key.LOG_FREE_SPACE)) {
            if (values.size(key, 0) > 0) {
                add(key, key.label() + " is set, but " + why + ": no archive could go for it");
            }
        }
    }

    private void archives() throws BadSetting {
        if (values.whole(Key.LOG_KEEP, LogPolicy.DEFAULT.keep()) > 0) {
            return;
        }
        if (settings.has(Key.LOG_COMPRESS) && values.flag(Key.LOG_COMPRESS, false)) {
            add(
                    Key.LOG_COMPRESS,
                    "log.compress is true, but log.keep is 0, so that there is nothing to"
                            + " compress");
        }
        if (values.size(Key.LOG_FREE_SPACE, 0) > 0) {
            add(
                    Key.LOG_FREE_SPACE,
                    "log.free_space is set, but log.keep is 0: no archive could go for it");
        }
    }

    private void mode() {
        String mode = values.text(Key.LOG_MODE, "600");
        if ((Integer.parseInt(mode, 8) & OWNER_READS_AND_WRITES) != OWNER_READS_AND_WRITES) {
            add(
                    Key.LOG_MODE,
                    "log.mode "
                            + mode
                            + " would keep its owner from reading or writing it; expected one such"
                            + " as 600 or 640");
        }
    }

    private void jvm() {
        for (Key key : OF_JVM) {
            if (!values.flag(key, false)) {
                continue;
            }
            if (values.text(Key.JVM, "auto").equals("false")) {
                add(key, key.label() + " is true, but jvm is false, and only a JVM can do that");
            }
            if (values.whole(Key.EVIDENCE_KEEP, EvidencePolicy.DEFAULT.keep()) == 0) {
                add(
                        key,
                        key.label()
                                + " is true, but evidence.keep is 0, so that nothing of it would be"
                                + " kept");
            }
        }
    }

    private void onFailure() {
        if (settings.has(Key.ON_FAILURE_TIMEOUT) && !settings.has(Key.ON_FAILURE)) {
            add(
                    Key.ON_FAILURE_TIMEOUT,
                    "on_failure_timeout is set, but there is no on_failure to be ended by it");
        }
    }
}
