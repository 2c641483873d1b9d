package io.ottugi.supervisor.cli.base;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.why.EventLog;
import io.ottugi.supervisor.config.toml.BadFile;
import io.ottugi.supervisor.config.toml.ConfigFile;
import io.ottugi.supervisor.config.toml.FileRequest;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.control.ControlClient;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.daemon.InstanceLock;
import io.ottugi.supervisor.daemon.OtherUsers;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The supervisors of this user: which there are, and which is meant. */
public final class Supervisors {
    private final Places places;
    private final Path directory;

    private Supervisors(Places places, Path directory) {
        this.places = places;
        this.directory = directory;
    }

    public static Supervisors of(Context context) {
        return new Supervisors(context.places(), context.directory());
    }

    /**
     * The one that was named, else the one of the file in this directory, else the only one that is
     * up, else the default one: the rule of all commands.
     */
    public Places.Instance choose(Optional<InstanceName> given) {
        if (given.isPresent()) {
            return places.of(given.get());
        }
        List<Places.Instance> known = ofFileHere();
        List<Places.Instance> up = up();
        if (known.size() > 1) {
            known.retainAll(up);
        }
        if (known.size() == 1) {
            return known.get(0);
        }
        List<Places.Instance> here = here();
        if (up.isEmpty() && here.size() == 1) {
            return here.get(0);
        }
        if (!up.isEmpty() && !here.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "the "
                            + ConfigFile.DEFAULT_NAME
                            + " here ("
                            + here.get(0).name()
                            + ") was never up; say which is meant with -n NAME: "
                            + names(up));
        }
        if (up.size() > 1) {
            throw new Failure(
                    ExitCode.USAGE, "several are up: " + names(up) + "; say which with -n NAME");
        }
        return up.isEmpty() ? places.of(InstanceName.DEFAULT) : up.get(0);
    }

    /**
     * Those of the file in this directory: that were last up with it, else the one that it names.
     * Of several, one that was taken down is not missed, since the file may have been given another
     * name.
     *
     * @return none if there is no such file
     */
    public List<Places.Instance> here() {
        List<Places.Instance> known = ofFileHere();
        if (known.size() > 1) {
            List<Places.Instance> wanted =
                    known.stream()
                            .filter(
                                    instance ->
                                            !wasTakenDown(instance)
                                                    || !Unsupervised.living(instance).isEmpty())
                            .toList();
            known = wanted.isEmpty() ? List.of(places.of(named())) : wanted;
        }
        if (!known.isEmpty() || !Files.exists(directory.resolve(ConfigFile.DEFAULT_NAME))) {
            return known;
        }
        return List.of(places.of(named()));
    }

    private static boolean wasTakenDown(Places.Instance instance) {
        List<String> lines = new ArrayList<>();
        try {
            EventFile.read(instance.events(), false, lines::addAll);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return EventLog.of(lines).wasTakenDown();
    }

    /** The name that the file here gives; of one that is wrong, the directory's. */
    private InstanceName named() {
        Path file = directory.resolve(ConfigFile.DEFAULT_NAME);
        try {
            return ConfigFile.read(
                            new FileRequest(
                                    file,
                                    ConfigFile.DEFAULT_NAME,
                                    Optional.empty(),
                                    List.of(),
                                    directory))
                    .plan()
                    .name();
        } catch (BadFile | BadSetting | IOException e) {
            return ofDirectory();
        }
    }

    private InstanceName ofDirectory() {
        try {
            return InstanceName.parse(String.valueOf(directory.getFileName()));
        } catch (BadSetting e) {
            return InstanceName.DEFAULT;
        }
    }

    /** Those that were last up with the file that is found by itself here. */
    private List<Places.Instance> ofFileHere() {
        Path file = directory.resolve(ConfigFile.DEFAULT_NAME);
        return Files.exists(file) ? withFile(file) : List.of();
    }

    /** Those that were last up with a file: under this name, else under another name of it. */
    public List<Places.Instance> withFile(Path file) {
        List<Places.Instance> named =
                known(instance -> LastPlan.file(instance).filter(file::equals).isPresent());
        return named.isEmpty()
                ? known(
                        instance ->
                                LastPlan.file(instance)
                                        .filter(other -> isSame(file, other))
                                        .isPresent())
                : named;
    }

    /** Such as in a directory and in a link to it. */
    public static boolean isSame(Path file, Path other) {
        try {
            return file.equals(other) || Files.isSameFile(file, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** Those that live, by name. */
    public List<Places.Instance> up() {
        return known(instance -> InstanceLock.holder(instance).isPresent());
    }

    /** Those that do not live, but whose workers do. */
    public List<Places.Instance> orphaned() {
        return known(instance -> !Unsupervised.living(instance).isEmpty());
    }

    private List<Places.Instance> known(Predicate<Places.Instance> wanted) {
        List<Places.Instance> found = new ArrayList<>();
        String[] names = places.state().toFile().list();
        for (String name : names == null ? new String[0] : names) {
            try {
                Places.Instance instance = places.of(InstanceName.parse(name));
                if (wanted.test(instance)) {
                    found.add(instance);
                }
            } catch (BadSetting e) {
                // Not a directory of ours.
            }
        }
        found.sort((a, b) -> a.name().value().compareTo(b.name().value()));
        return found;
    }

    /**
     * Who else has a supervisor of this name up, or of any if it is the one that nobody gave; to
     * follow a complaint that this user has none. Empty if nobody is seen to.
     */
    public static String ofOthers(InstanceName name) {
        boolean any = name.equals(InstanceName.DEFAULT);
        List<String> others =
                OtherUsers.supervisors().stream()
                        .filter(other -> any || other.name().equals(name.value()))
                        .map(OtherUsers.Supervisor::toString)
                        .toList();
        return others.isEmpty()
                ? ""
                : "; up of other users, who can ask them: " + String.join(", ", others);
    }

    public static String names(List<Places.Instance> instances) {
        return String.join(
                ", ", instances.stream().map(instance -> instance.name().value()).toList());
    }

    /** Its status, with all of its workers and what they take of the machine. */
    public JsonObject status(Places.Instance instance) {
        JsonObject status = status(instance, List.of());
        new Measures().addTo(status);
        return status;
    }

    /**
     * Its status; of one that does not live, what can be seen of its workers.
     *
     * @param workers names and patterns; none for all
     */
    public JsonObject status(Places.Instance instance, List<String> workers) {
        JsonObject status =
                Conversation.of(instance, Protocol.status(workers), ControlClient.PROMPT)
                        .look()
                        .orElseGet(() -> Unsupervised.status(instance, workers));
        FullDisks.addTo(status, instance);
        return status;
    }
}
