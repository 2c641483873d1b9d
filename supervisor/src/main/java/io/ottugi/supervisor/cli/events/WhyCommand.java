package io.ottugi.supervisor.cli.events;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ottugi.supervisor.cli.base.Command;
import io.ottugi.supervisor.cli.base.CommonOptions;
import io.ottugi.supervisor.cli.base.Context;
import io.ottugi.supervisor.cli.base.FullDisks;
import io.ottugi.supervisor.cli.base.Terminal;
import io.ottugi.supervisor.cli.base.TerminalWidth;
import io.ottugi.supervisor.cli.base.WallClock;
import io.ottugi.supervisor.cli.why.Case;
import io.ottugi.supervisor.cli.why.CaseJson;
import io.ottugi.supervisor.cli.why.CaseText;
import io.ottugi.supervisor.cli.why.Page;
import io.ottugi.supervisor.failure.ExitCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** Tells in plain words why a worker went down, and what comes next. */
public final class WhyCommand implements Command {
    private static final String ALL = "all";

    @Override
    public String name() {
        return "why";
    }

    @Override
    public String usage() {
        return CommonOptions.usage(options(), "[WORKER…]");
    }

    @Override
    public String summary() {
        return "tell why a worker fell, how often, what comes next and what one could do";
    }

    @Override
    public String description() {
        return """
        Without a name, tells of the workers that are down or unstable, left a heap dump though they
        live on, or write to a full disk; if there is none, of the one that fell last.
        What happened is found by looking: at the exit status, the kernel, the worker's last words.
        Works whether or not the supervisor is up.
        """
                + CommonOptions.WORKERS
                + """

                Exits with 0 if all is up, 1 if a worker is down or unstable or a disk full, 3 if
                there is no supervisor.\
                """;
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(CommonOptions.name())
                .addOption(CommonOptions.json())
                .addOption(CommonOptions.flag(ALL, "a paragraph on each worker"));
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
        Cases cases = Cases.of(context, CommonOptions.name(line), words);
        Page page = new Page(TerminalWidth.of(context), Terminal.colours(context));
        boolean all = line.hasOption(ALL);
        if (line.hasOption("json")) {
            context.out().println(json(cases));
        } else {
            cases.diskFull()
                    .ifPresent(full -> context.out().println(CaseText.diskFull(page, full)));
            context.out().print(new Told(cases.all(), page).text(all, !words.isEmpty()));
        }
        return cases.exitCode();
    }

    private static JsonObject json(Cases cases) {
        JsonObject supervisor = new JsonObject();
        supervisor.addProperty("name", cases.supervisor());
        supervisor.addProperty("state", cases.supervised() ? "up" : "none");
        supervisor.addProperty(FullDisks.MEMBER, cases.diskFull().orElse(null));
        JsonArray workers = new JsonArray();
        Instant now = WallClock.now();
        cases.all().forEach(one -> workers.add(CaseJson.of(one, now, ZoneId.systemDefault())));
        JsonObject json = new JsonObject();
        json.addProperty("version", 1);
        json.add("supervisor", supervisor);
        json.add("workers", workers);
        return json;
    }

    /** What is told to people. */
    private record Told(List<Case> cases, Page page) {
        /** With more of them than this, each is told briefly. */
        private static final int MOST_IN_FULL = 3;

        String text(boolean all, boolean named) {
            if (all || named) {
                boolean brief = all || cases.size() > MOST_IN_FULL;
                return text(cases, one -> brief);
            }
            List<Case> shown = new ArrayList<>(cases.stream().filter(Case::isTrouble).toList());
            if (shown.isEmpty() && !cases.isEmpty()) {
                shown.add(cases.stream().max(Comparator.comparing(Case::lastTroubleAt)).get());
            }
            long causes = shown.stream().filter(one -> !one.isWaiting()).count();
            boolean many = (causes == 0 ? shown.size() : causes) > MOST_IN_FULL;
            int others = cases.size() - shown.size();
            return text(shown, one -> many || (causes > 0 && one.isWaiting()))
                    + (many ? "\n" + command(" WORKER") + " tells more of one.\n" : "")
                    + (others == 0 ? "" : "\n" + others(others));
        }

        private String command(String words) {
            return cases.get(0).whose().command("why", words);
        }

        private String others(int others) {
            return (others == 1 ? "The other worker is" : "The other " + others + " workers are")
                    + " well; "
                    + command(" --all")
                    + " tells of each.\n";
        }

        private String text(List<Case> shown, Predicate<Case> brief) {
            List<String> texts = new ArrayList<>();
            Instant now = WallClock.now();
            for (Case one : shown) {
                CaseText text = new CaseText(one, page, now, ZoneId.systemDefault());
                texts.add(brief.test(one) ? text.brief() : text.full());
            }
            return String.join("\n", texts);
        }
    }
}
