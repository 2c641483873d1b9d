package io.ottugi.supervisor.assembly;

import io.ottugi.supervisor.config.value.Durations;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.disk.FileChanges;
import io.ottugi.supervisor.events.EndCause;
import io.ottugi.supervisor.events.EndedBy;
import io.ottugi.supervisor.evidence.Evidence;
import io.ottugi.supervisor.evidence.EvidenceDesk;
import io.ottugi.supervisor.evidence.Examiner;
import io.ottugi.supervisor.evidence.Gathering;
import io.ottugi.supervisor.evidence.incident.IncidentSummary;
import io.ottugi.supervisor.evidence.incident.Incidents;
import io.ottugi.supervisor.lifecycle.Fall;
import io.ottugi.supervisor.posix.Posix;
import io.ottugi.supervisor.runtime.loop.Clock;
import io.ottugi.supervisor.runtime.loop.Inbox;
import io.ottugi.supervisor.runtime.loop.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The part of the object graph that looks at falls. */
final class EvidenceAssembly {
    private final Places.Instance places;
    private final Map<String, String> environment;
    private final Inbox inbox;
    private final Clock clock;
    private final FileChanges changes;

    /**
     * @param environment what workers inherit
     */
    EvidenceAssembly(
            Places.Instance places,
            Map<String, String> environment,
            Inbox inbox,
            Clock clock,
            FileChanges changes) {
        this.places = places;
        this.environment = environment;
        this.inbox = inbox;
        this.clock = clock;
        this.changes = changes;
    }

    Evidence make(Posix posix, Examiner examiner) {
        return new EvidenceDesk(
                new Gathering(posix, gatheringPlaces()),
                new Incidents(places.incidents()),
                examiner,
                changes,
                new EvidenceDesk.Outcome(
                        explained -> inbox.post(new Message.FallExplained(explained)),
                        noticed -> inbox.post(new Message.DumpFound(noticed)),
                        trouble -> inbox.post(new Message.Noted(trouble))),
                clock::now);
    }

    private Gathering.Places gatheringPlaces() {
        return new Gathering.Places(
                places.name().value(),
                environment,
                places.logState(),
                this::dumps,
                EvidenceAssembly::describe);
    }

    private List<Path> dumps(String worker) {
        return List.of(places.dumps(worker), places.dumpsOfOthers(worker));
    }

    private static IncidentSummary.End describe(Fall fall) {
        return new IncidentSummary.End(
                EndCause.of(fall.cause()).text(),
                EndedBy.of(fall).map(EndedBy::label).orElse(null),
                EndCause.waitStatus(fall.cause()),
                Durations.format(Duration.ofNanos(fall.ran())),
                null);
    }
}
