package io.ottugi.supervisor.cli.events;

import io.ottugi.supervisor.config.value.Sizes;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.evidence.incident.IncidentFolder;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes one ZIP file of an incident, and of what one needs to understand it. */
final class Export {
    /** What nobody can mask. */
    private static final Set<String> DUMPS = Set.of("heap.hprof", "recording.jfr");

    private final Places.Instance instance;
    private final String unit;
    private final IncidentFolder incident;
    private final boolean withDumps;

    /**
     * What was made.
     *
     * @param leftOut files of the incident, with their sizes
     */
    record Made(Path file, long bytes, List<String> leftOut) {}

    Export(Places.Instance instance, String unit, IncidentFolder incident, boolean withDumps) {
        this.instance = instance;
        this.unit = unit;
        this.incident = incident;
        this.withDumps = withDumps;
    }

    /**
     * @param wished a file that is not there yet, or a directory; empty for a name of its own
     * @param here where that goes
     */
    Made to(Optional<Path> wished, Path here) throws InterruptedException {
        Path wish = wished.orElse(here);
        Path file = (Files.isDirectory(wish) ? wish.resolve(name() + ".zip") : wish).normalize();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(file);
        }
        Map<String, String> about = new ExportTexts(instance, unit).texts(incident);
        try {
            return write(file, about);
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } catch (IOException e) {
            throw new Failure(ExitCode.IO, "cannot write " + file + ": " + Failure.reason(e));
        }
    }

    private static Failure exists(Path file) {
        return new Failure(
                ExitCode.IO, file + " is there already; say another with -o FILE, or remove it");
    }

    /** Without the colon of an instance, which not every system takes in a name. */
    private String name() {
        return instance.name() + "-" + unit.replace(':', '-') + "-" + incident.path().getFileName();
    }

    private Made write(Path file, Map<String, String> about) throws IOException {
        String part = "." + file.getFileName() + "." + UUID.randomUUID() + ".part";
        Path sibling = file.resolveSibling(part);
        try {
            List<String> leftOut = writeTo(sibling, about);
            long bytes = Files.size(sibling);
            publish(sibling, file);
            return new Made(file, bytes, leftOut);
        } finally {
            Files.deleteIfExists(sibling);
        }
    }

    /** A link is never made over something that is there. */
    private static void publish(Path sibling, Path file) throws IOException {
        try {
            Files.createLink(file, sibling);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            // A filesystem without links.
            Files.move(sibling, file);
        }
    }

    private List<String> writeTo(Path path, Map<String, String> about) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(
                                path,
                                EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rw-------")));
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> text : about.entrySet()) {
                zip.putNextEntry(new ZipEntry(name() + "/" + text.getKey()));
                zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            List<String> leftOut = new ArrayList<>();
            for (Path file : files()) {
                add(file, zip, leftOut);
            }
            return leftOut;
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(incident.path())) {
            return files.sorted().toList();
        }
    }

    /** Plain files alone: what a link leads to was never looked at. */
    private void add(Path file, ZipOutputStream zip, List<String> leftOut) throws IOException {
        String name = Objects.requireNonNull(file.getFileName()).toString();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            leftOut.add(name + " (no plain file)");
            return;
        }
        if (DUMPS.contains(name) && !withDumps) {
            leftOut.add(name + " (" + Sizes.brief(Files.size(file)) + ")");
            return;
        }
        ZipEntry entry = new ZipEntry(name() + "/incident/" + name);
        entry.setLastModifiedTime(
                FileTime.from(
                        Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant()));
        try (InputStream in =
                Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            zip.putNextEntry(entry);
            in.transferTo(zip);
            zip.closeEntry();
        }
    }
}
