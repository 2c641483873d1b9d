package io.ottugi.supervisor.cli.events;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.EventFile;
import io.ottugi.supervisor.cli.base.ReaderGone;
import io.ottugi.supervisor.cli.base.Supervisors;
import io.ottugi.supervisor.cli.base.TerminalWidth;
import io.ottugi.supervisor.cli.base.WorkerNames;
import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.events.EventField;
import io.ottugi.supervisor.events.RecordedEvent;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Shows what happened. */
public final class EventsCommand implements Command {
    private static final int LINES_BY_DEFAULT = 50;

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "[WORKER…]");
    }

    @Override
    public String summary() {
        return "show what happened, and who asked for it";
    }

    @Override
    public String description() {
        return """
        Shows the last events, oldest first, in your time zone. They are kept over supervisors, and
        shown whether or not one is up. --json prints them as they are recorded, an object a line.
        INT ends following.
        """
                + CommonOptions.WORKERS;
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.follow())
                .addOption(CommonOptions.json())
                .addOption(CommonOptions.lines("events, or all (" + LINES_BY_DEFAULT + ")"));
    }

    @Override
    public boolean takesWords() {
        return true;
    }

    @Override
    public boolean takesOptionsAnywhere() {
        return true;
    }

    @Override
    public ExitCode run(CommandLine line, List<String> words, Context context)
            throws InterruptedException {
        int most = CommonOptions.lines(line, LINES_BY_DEFAULT);
        Path file = file(Supervisors.of(context).choose(CommonOptions.name(line)));
        Shown shown =
                new Shown(
                        context,
                        words,
                        line.hasOption("json")
                                ? Optional.empty()
                                : Optional.of(
                                        new EventView(
                                                ZoneId.systemDefault(),
                                                TerminalWidth.ofTable(context))),
                        most);
        try {
            EventFile.read(file, line.hasOption("f"), shown);
            return ExitCode.OK;
        } catch (ReaderGone e) {
            return ExitCode.OK;
        } catch (IOException e) {
            throw new Failure(ExitCode.IO, "cannot show " + file + ": " + Failure.reason(e));
        }
    }

    private static Path file(Places.Instance instance) {
        Path file = instance.events();
        if (!EventFile.exists(file)) {
            throw new Failure(
                    ExitCode.NO_SUPERVISOR,
                    "there are no events of '"
                            + instance.name()
                            + "' at "
                            + file
                            + Supervisors.ofOthers(instance.name()));
        }
        return file;
    }

    /** Shows the last of what is there first, and then all that comes. */
    private static final class Shown implements EventFile.Lines {
        private final Context context;
        private final List<String> patterns;
        private final Optional<EventView> view;
        private int most;

        Shown(Context context, List<String> patterns, Optional<EventView> view, int most) {
            this.context = context;
            this.patterns = patterns;
            this.view = view;
            this.most = most;
        }

        @Override
        public void take(List<String> lines) throws IOException {
            List<String> meant = last(lines);
            most = Integer.MAX_VALUE;
            view.ifPresent(v -> meant.forEach(line -> v.measure(event(line))));
            StringBuilder text = new StringBuilder();
            for (String line : meant) {
                text.append(view.map(v -> v.line(event(line))).orElse(line + "\n"));
            }
            context.out().print(text);
            if (context.out().checkError()) {
                throw new ReaderGone();
            }
        }

        /** The last that are meant; from the end, since it is often the end that is asked for. */
        private List<String> last(List<String> lines) {
            List<String> last = new ArrayList<>();
            for (int i = lines.size() - 1; i >= 0 && last.size() < most; i--) {
                if (patterns.isEmpty() || isMeant(event(lines.get(i)))) {
                    last.add(lines.get(i));
                }
            }
            Collections.reverse(last);
            return last;
        }

        private boolean isMeant(RecordedEvent event) {
            String worker = event.worker();
            return worker != null
                    ? WorkerNames.isMeant(patterns, worker)
                    : event.texts(EventField.WORKERS).stream()
                            .anyMatch(one -> WorkerNames.isMeant(patterns, one));
        }

        /** A line that was damaged is shown as an event of its own. */
        private static RecordedEvent event(String line) {
            try {
                return RecordedEvent.parse(line);
            } catch (BadJson e) {
                return RecordedEvent.unreadable(line);
            }
        }
    }
}
