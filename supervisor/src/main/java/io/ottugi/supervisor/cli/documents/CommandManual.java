package io.ottugi.supervisor.cli.documents;

import io.ottugi.supervisor.daemon.Places;
import io.ottugi.supervisor.failure.ExitCode;
import java.nio.file.Path;
import java.util.List;

/** The manual page ottugi(1). */
final class CommandManual {
    private CommandManual() {}

    static String of(List<Topic> topics, Template template) {
        return template.with("SYNOPSIS", synopsis(topics))
                .with("COMMANDS", commands(topics))
                .with("PLACES", places())
                .with("FILES", files())
                .with("EXIT_CODES", exitCodes())
                .text();
    }

    private static String synopsis(List<Topic> topics) {
        Mdoc mdoc = new Mdoc();
        for (Topic topic : topics) {
            mdoc.line("Nm").line(Synopsis.line(topic));
        }
        return mdoc.toString();
    }

    private static String commands(List<Topic> topics) {
        Mdoc mdoc = new Mdoc();
        for (Topic topic : topics) {
            mdoc.item(Synopsis.line(topic));
            mdoc.prose(sentence(topic.summary())).line("Pp").prose(topic.description());
            if (!topic.flags().isEmpty()) {
                mdoc.beginList();
                for (Topic.Flag flag : topic.flags()) {
                    mdoc.item(Synopsis.of(flag)).prose(sentence(flag.description()));
                }
                mdoc.endList();
            }
        }
        return mdoc.toString();
    }

    private static String places() {
        Mdoc mdoc = new Mdoc();
        mdoc.prose("A supervisor called NAME has its things, if it is root's, in");
        places(mdoc, PlacesText.ofRoot(), "", "");
        mdoc.prose("If it is another user's, in");
        places(mdoc, PlacesText.belowXdg(), "$XDG_RUNTIME_DIR", "$XDG_STATE_HOME");
        mdoc.prose("and where those variables are not set, in");
        places(mdoc, PlacesText.belowHome(), "", "~");
        mdoc.prose("With OTTUGI_HOME, whoever it belongs to, in");
        places(mdoc, PlacesText.belowOttugiHome(), "$OTTUGI_HOME", "$OTTUGI_HOME");
        return mdoc.toString();
    }

    private static void places(Mdoc mdoc, Places places, String runtime, String state) {
        Places.Instance instance = PlacesText.instance(places);
        mdoc.beginList();
        path(mdoc, runtime, instance.runtime(), "its control socket");
        path(mdoc, state, instance.state(), "its state");
        path(mdoc, state, instance.logs(), "the output of its workers");
        mdoc.endList().line("Pp");
    }

    private static void path(Mdoc mdoc, String base, Path path, String holds) {
        // A user's number is part of the place below /tmp.
        String shown = PlacesText.below(path).replaceFirst("^(/tmp/ottugi)-1/", "$1-UID/");
        mdoc.item("Pa " + Mdoc.argument(base + shown)).prose(holds);
    }

    private static String files() {
        Places.Instance instance = PlacesText.instance(PlacesText.ofRoot());
        Mdoc mdoc = new Mdoc();
        file(mdoc, instance.events(), "What happened, a JSON object a line.");
        file(mdoc, instance.supervisorLog(), "What the supervisor has to say of itself.");
        file(mdoc, instance.handOver(), "What it was last told to keep standing.");
        file(mdoc, instance.records(), "A record of each worker, by which the next one finds it.");
        file(mdoc, instance.lock(), "Held while it lives.");
        return mdoc.toString();
    }

    private static void file(Mdoc mdoc, Path path, String holds) {
        mdoc.item("Pa " + Mdoc.argument(String.valueOf(path.getFileName()))).prose(holds);
    }

    private static String exitCodes() {
        Mdoc mdoc = new Mdoc();
        for (ExitCode code : ExitCode.values()) {
            mdoc.item(Integer.toString(code.code())).prose(sentence(code.meaning()));
        }
        return mdoc.toString();
    }

    static String sentence(String phrase) {
        return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + ".";
    }
}
