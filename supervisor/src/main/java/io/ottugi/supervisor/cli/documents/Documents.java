package io.ottugi.supervisor.cli.documents;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The documents that come with the program.
 *
 * @param topics every command
 */
public record Documents(List<Topic> topics) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);

    public Documents {
        topics = List.copyOf(topics);
    }

    public String bash() {
        return BashCompletion.of(topics);
    }

    public String zsh() {
        return ZshCompletion.of(topics);
    }

    /** The manual page ottugi(1), in mdoc(7). */
    public String commandManual(String version, LocalDate date) {
        return CommandManual.of(topics, template("ottugi.1", version, date));
    }

    /** The manual page ottugi.toml(5), in mdoc(7). */
    public String fileManual(String version, LocalDate date) {
        return FileManual.of(template("ottugi.toml.5", version, date));
    }

    private static Template template(String name, String version, LocalDate date) {
        return Template.named(name).with("DATE", DATE.format(date)).with("VERSION", version);
    }
}
