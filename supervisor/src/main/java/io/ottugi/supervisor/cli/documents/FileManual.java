package io.ottugi.supervisor.cli.documents;

import io.ottugi.supervisor.config.Key;
import io.ottugi.supervisor.config.ResourceLimit;
import io.ottugi.supervisor.config.value.Scope;
import io.ottugi.supervisor.config.value.Shape;
import java.util.ArrayList;
import java.util.List;

/** The manual page ottugi.toml(5). */
final class FileManual {
    private FileManual() {}

    static String of(Template template) {
        return template.with("KEYS_OF_WORKER", keys(Scope.WORKER))
                .with("KEYS_OF_SUPERVISOR", keys(Scope.SUPERVISOR))
                .with("LIMITS", limits())
                .text();
    }

    private static String keys(Scope scope) {
        Mdoc mdoc = new Mdoc().beginList();
        for (Key key : Key.of(scope)) {
            mdoc.item(
                    "Va "
                            + Mdoc.argument(key.label())
                            + " No = Ar "
                            + Mdoc.argument(key.placeholder()));
            mdoc.prose(CommandManual.sentence(key.help()));
            if (key.shape() == Shape.LIST || key.shape() == Shape.NUMBERS) {
                mdoc.prose("In the file, " + key.shape().inWords() + ", or one alone.");
            }
            if (!key.byDefault().isEmpty()) {
                mdoc.prose("Default: " + key.byDefault() + ".");
            }
        }
        return mdoc.endList().toString();
    }

    private static String limits() {
        List<String> inBytes = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (ResourceLimit limit : ResourceLimit.values()) {
            (limit.isInBytes() ? inBytes : others).add(limit.label());
        }
        return new Mdoc()
                .prose("The limits are " + String.join(", ", others) + ", and in bytes ")
                .prose(String.join(", ", inBytes) + ".")
                .toString();
    }
}
