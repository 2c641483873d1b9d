package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.config.value.InstanceName;
import io.ottugi.supervisor.disk.PrivateDirectory;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * Where a user's supervisors keep their things, by the FHS for root and the XDG base directories
 * for others; {@code OTTUGI_HOME} puts all of it below one directory.
 *
 * <p>The lock is in the state directory: a runtime directory may be swept away under a living
 * supervisor, at logout for one, and a second supervisor must not come up then.
 *
 * @param runtime holds the control socket
 * @param state holds lock, records and events; kept over reboots
 * @param logs holds the workers' output
 */
public record Places(Path runtime, Path state, Path logs) {
    /** Stands for each byte that is not UTF-8: two such directories would be taken for one. */
    private static final char REPLACEMENT = '\uFFFD';

    /** The JDK takes a byte less than unix(7), which takes {@code sizeof sun_path - 1}. */
    private static final int LONGEST_SOCKET_PATH = 106;

    /** The places of one supervisor. */
    public record Instance(InstanceName name, Path runtime, Path state, Path logs) {
        public Path socket() {
            return runtime.resolve("control.sock");
        }

        public Path lock() {
            return state.resolve("lock");
        }

        public Path records() {
            return state.resolve("workers");
        }

        /** What operators asked for by hand. */
        public Path wishes() {
            return state.resolve("wishes.json");
        }

        public Path events() {
            return state.resolve("events.jsonl");
        }

        public Path supervisorLog() {
            return state.resolve("supervisor.log");
        }

        /** What the supervisor was last told to keep up. */
        public Path handOver() {
            return state.resolve("spec.json");
        }

        /** What is known of each log file beside the file itself: archives and positions. */
        public Path logState() {
            return state.resolve("logs");
        }

        /** A folder for each worker, in which each of its falls has one. */
        public Path incidents() {
            return state.resolve("incidents");
        }

        /** Where a worker's JVM leaves what it writes when it fails. */
        public Path dumps(String worker) {
            return state.resolve("dumps").resolve(worker);
        }

        /** The same for a worker that runs as another user, who must be able to get there. */
        public Path dumpsOfOthers(String worker) {
            return state.resolveSibling(".dumps").resolve(name.value()).resolve(worker);
        }

        public Path log(String worker) {
            return logs.resolve(worker + ".log");
        }

        /** Tells apart supervisors of one name with different state directories. */
        public String mark() {
            CRC32 crc = new CRC32();
            crc.update(state.toString().getBytes(StandardCharsets.UTF_8));
            return String.format("%08x", crc.getValue());
        }

        /** Makes what is missing, and checks that all of it is ours alone. */
        public void prepare() {
            checkSocketLength();
            ensureWithParent(state);
            PrivateDirectory.ensure(records());
            PrivateDirectory.ensure(logState());
            PrivateDirectory.ensure(incidents());
            ensureWithParent(logs);
            prepareRuntime();
        }

        /** The directory of all instances is as private as that of one. */
        private static void ensureWithParent(Path directory) {
            Path parent = Objects.requireNonNull(directory.getParent());
            PrivateDirectory.ensure(parent);
            PrivateDirectory.checkNotOpen(Objects.requireNonNull(parent.getParent()));
            PrivateDirectory.ensure(directory);
        }

        /** Makes the runtime directory, again if need be. */
        public void prepareRuntime() {
            ensureWithParent(runtime);
        }

        private void checkSocketLength() {
            int length = socket().toString().getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST_SOCKET_PATH) {
                throw new Failure(
                        ExitCode.CONFIG,
                        "the path of the control socket, "
                                + socket()
                                + ", has "
                                + length
                                + " bytes; the longest possible has "
                                + LONGEST_SOCKET_PATH
                                + ": set OTTUGI_HOME to a shorter directory");
            }
        }
    }

    public Instance of(InstanceName name) {
        return new Instance(
                name,
                runtime.resolve(name.value()),
                state.resolve(name.value()),
                logs.resolve(name.value()));
    }

    /** The places of a user with this environment. */
    public static Places of(User user, Map<String, String> environment, Path current) {
        Places places = named(user, environment, current);
        for (Path place : List.of(places.runtime, places.state, places.logs)) {
            if (place.toString().indexOf(REPLACEMENT) >= 0) {
                throw new Failure(
                        ExitCode.CONFIG,
                        "the directory "
                                + place
                                + " is not written in UTF-8; set OTTUGI_HOME to one that is");
            }
        }
        return places;
    }

    private static Places named(User user, Map<String, String> environment, Path current) {
        String home = environment.getOrDefault("OTTUGI_HOME", "");
        if (!home.isEmpty()) {
            Path base = current.resolve(home).normalize();
            return new Places(base.resolve("run"), base.resolve("state"), base.resolve("log"));
        }
        if (user.isRoot()) {
            return new Places(
                    Path.of("/run/ottugi"), Path.of("/var/lib/ottugi"), Path.of("/var/log/ottugi"));
        }
        Path state = stateHome(environment).resolve("ottugi");
        return new Places(
                runtimeHome(user, environment), state.resolve("state"), state.resolve("log"));
    }

    private static Path runtimeHome(User user, Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return xdg.startsWith("/") && Files.isDirectory(Path.of(xdg))
                ? Path.of(xdg, "ottugi")
                : Path.of("/tmp/ottugi-" + user.uid());
    }

    private static Path stateHome(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        if (xdg.startsWith("/")) {
            return Path.of(xdg);
        }
        // The JDK takes user.home from the user database, so that it is there when HOME is not.
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        if (!home.startsWith("/")) {
            throw new Failure(
                    ExitCode.CONFIG,
                    "there is no home directory (HOME is '"
                            + home
                            + "'); set HOME, or OTTUGI_HOME to a directory of your own");
        }
        return Path.of(home, ".local", "state");
    }
}
