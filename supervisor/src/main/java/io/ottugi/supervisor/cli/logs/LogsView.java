package io.ottugi.supervisor.cli.logs;

import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.ReaderGone;
import io.ottugi.supervisor.cli.base.Style;
import io.ottugi.supervisor.cli.events.LifeRecord;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.logs.read.InterleavedOutput;
import io.ottugi.supervisor.logs.read.LogReader;
import io.ottugi.supervisor.logs.record.LogPaths;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Logs of workers on our standard output. */
final class LogsView {
    private static final int BUFFER = 64 * 1024;

    private final LogQuery query;
    private final Context context;
    private final Style style;
    private final InterleavedOutput screen =
            new InterleavedOutput(new BufferedOutputStream(output(), BUFFER));
    private final List<LogStream> streams = new ArrayList<>();
    private final List<Path> missing = new ArrayList<>();
    private final LifeRecord record;

    /**
     * @param events the event record, whether or not it is there
     */
    LogsView(LogQuery query, Context context, Path events) {
        this.query = query;
        this.context = context;
        this.style = new Style(query.colours());
        this.record = new LifeRecord(events);
    }

    /** Shows all that is asked for. */
    void show(List<WorkerLogs.Files> logs) throws IOException, InterruptedException {
        for (WorkerLogs.Files files : logs) {
            add(files);
        }
        if (streams.isEmpty()) {
            throw nothing(logs);
        }
        if (query.markers() || query.since() != null) {
            record.read();
        }
        dress(logs);
        LogMerge merge = new LogMerge();
        for (LogStream stream : streams) {
            long end = begin(stream);
            if (streams.size() == 1) {
                merge.addAlone(stream, end);
            } else {
                merge.add(stream, end);
            }
        }
        merge.show();
        if (query.follow()) {
            follow();
        } else {
            end();
        }
    }

    private void add(WorkerLogs.Files files) throws IOException {
        LogPaths errors = files.errors();
        if (query.stream() != LogQuery.Stream.STDERR) {
            add(new LogStream.Owner(files.unit(), false), files.output());
        }
        if (errors != null && query.stream() != LogQuery.Stream.STDOUT) {
            add(new LogStream.Owner(files.unit(), true), errors);
        }
    }

    private void add(LogStream.Owner owner, LogPaths place) throws IOException {
        LogReader reader = new LogReader(place, bytes -> gone(owner.unit(), bytes));
        if (Files.exists(place.live()) || reader.begin() < reader.end()) {
            streams.add(new LogStream(owner, place, reader, screen));
        } else {
            reader.close();
            missing.add(place.live());
        }
    }

    private Failure nothing(List<WorkerLogs.Files> logs) {
        String whose = String.join(", ", logs.stream().map(WorkerLogs.Files::unit).toList());
        return missing.isEmpty()
                ? new Failure(
                        ExitCode.USAGE,
                        whose + ": there is no log.error_file; errors are in the output")
                : new Failure(
                        ExitCode.NO_SUPERVISOR,
                        "there is no output of " + whose + " at " + missing.get(0));
    }

    private void gone(String unit, long bytes) {
        context.err().println("ottugi: " + unit + ": " + bytes + " bytes of its output are gone");
    }

    /** A single log stays as it is, byte for byte. */
    private void dress(List<WorkerLogs.Files> logs) {
        boolean named = logs.size() > 1 && query.names();
        int width = logs.stream().mapToInt(files -> files.unit().length()).max().orElse(0);
        Pattern grep = query.grep();
        for (LogStream stream : streams) {
            if (streams.size() > 1) {
                LogStream.Owner owner = stream.owner();
                stream.byLines(named ? style.name(owner.unit(), width, owner.ofErrors()) : "");
            }
            if (grep != null) {
                stream.only(grep, query.colours());
            }
        }
    }

    /** Puts it where it begins. */
    private long begin(LogStream stream) throws IOException {
        LogStream.Owner owner = stream.owner();
        long end = stream.reader().end();
        new LogStart(stream.reader(), end).find(query, record.generations(), stream);
        if (query.markers() && isMarked(stream)) {
            Markers markers = new Markers(record.generations(), owner, style::marker);
            markers.skipTo(stream.reader().position());
            stream.mark(markers);
        }
        return end;
    }

    /** Of a worker with two logs only that of its output. */
    private boolean isMarked(LogStream stream) {
        return !stream.owner().ofErrors() || query.stream() == LogQuery.Stream.STDERR;
    }

    private void follow() throws IOException, InterruptedException {
        LogsFollowing following = new LogsFollowing(streams, screen);
        if (query.markers()) {
            following.run(record);
        } else {
            following.run();
        }
    }

    private void end() throws IOException {
        for (LogStream stream : streams) {
            stream.flush();
            stream.showMarkers();
            stream.showEnd();
        }
        if (streams.size() > 1) {
            screen.endLine();
        }
        screen.flush();
    }

    private static OutputStream output() {
        return new FilterOutputStream(new FileOutputStream(FileDescriptor.out)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    boolean readerGone = String.valueOf(e.getMessage()).contains("Broken pipe");
                    throw readerGone ? new ReaderGone() : e;
                }
            }
        };
    }
}
