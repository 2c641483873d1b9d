package io.ottugi.supervisor.cli;

import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.WallClock;
import io.ottugi.supervisor.cli.documents.Documents;
import io.ottugi.supervisor.cli.documents.Topic;
import io.ottugi.supervisor.daemon.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.apache.commons.cli.Option;

/** The commands as texts, for the documents that are made of them. */
final class Topics {
    /** When a reproducible build says it is, in seconds; see reproducible-builds.org. */
    private static final String SOURCE_DATE = "SOURCE_DATE_EPOCH";

    private Topics() {}

    static Documents documents() {
        return new Documents(Commands.all().stream().map(Topics::topic).toList());
    }

    /** The manual page ottugi(1). */
    static String commandManual(Context context) {
        return documents().commandManual(Version.text(), date(context));
    }

    /** The manual page ottugi.toml(5). */
    static String fileManual(Context context) {
        return documents().fileManual(Version.text(), date(context));
    }

    private static Topic topic(Command command) {
        return new Topic(
                command.name(),
                command.usage(),
                command.summary(),
                command.description(),
                command.options().getOptions().stream().map(Topics::flag).toList());
    }

    private static Topic.Flag flag(Option option) {
        return new Topic.Flag(
                Objects.toString(option.getOpt(), ""),
                Objects.toString(option.getLongOpt(), ""),
                option.hasArg() ? option.getArgName() : "",
                option.getDescription());
    }

    private static LocalDate date(Context context) {
        String seconds = context.environment().getOrDefault(SOURCE_DATE, "");
        Instant instant =
                seconds.matches("[0-9]{1,11}")
                        ? Instant.ofEpochSecond(Long.parseLong(seconds))
                        : WallClock.now();
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
