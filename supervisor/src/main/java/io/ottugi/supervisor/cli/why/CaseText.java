package io.ottugi.supervisor.cli.why;

import io.ottugi.supervisor.diagnosis.FindingKind;
import io.ottugi.supervisor.diagnosis.Quote;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A case in words, for an operator who was just woken up. */
public final class CaseText {
    private final Case one;
    private final Moments moments;
    private final Page page;

    public CaseText(Case one, Page page, Instant now, ZoneId zone) {
        this.one = one;
        this.page = page;
        this.moments = new Moments(now, zone);
    }

    /** All that is known of it. */
    public String full() {
        Outlook outlook = Outlook.of(one, moments);
        StringBuilder text = new StringBuilder(page.heading(outlook.now()));
        Optional<Told> told = one.lastFall();
        text.append(one.diskFull().map(this::diskFull).orElse(""));
        one.found().ifPresent(found -> text.append(found(found)));
        told.ifPresent(
                fall -> {
                    text.append('\n');
                    text.append(page.section("What happened", List.of(happened(fall))));
                    text.append(page.section("It says", quotes(fall.quotes())));
                    text.append(page.section("How often", Lately.of(one, moments).paragraphs()));
                });
        text.append(page.section("What next", notEmpty(outlook.next())));
        told.ifPresent(
                fall -> {
                    text.append(page.section("What to do", advice(fall)));
                    text.append(page.section("Evidence", files(fall.incident(), fall.files())));
                });
        return text.toString();
    }

    /** Returns the advice on the newest fall, if it still holds. */
    private List<String> advice(Told fall) {
        boolean ended =
                one.state().equals("STOPPED")
                        && FindingKind.KILLED_BY_OPERATOR.label().equals(fall.finding());
        // What it waits for is to be mended, not what made it fall some time before.
        boolean stale = one.isWaiting() || ended;
        return stale ? List.of() : notEmpty(one.whose().addressed(fall.advice()));
    }

    private String diskFull(String sentence) {
        return "\n" + diskFull(page, sentence);
    }

    /** The section on a filesystem that is full. */
    public static String diskFull(Page page, String sentence) {
        return page.section("Disk full", List.of(upper(sentence) + "."));
    }

    private String found(Found found) {
        String advice = one.whose().addressed(found.finding().advice());
        return "\n"
                + page.section("What was found", List.of(found(found.at(), found)))
                + page.section("It says", quotes(found.finding().quotes()))
                + page.section("What to do", notEmpty(advice))
                + page.section("Evidence", files(found.folder().path(), found.files()));
    }

    private String found(Instant at, Found found) {
        return upper(moments.ago(at)) + ": " + found.finding().sentence();
    }

    private static String upper(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** What is most important of it: a paragraph, and what it said and what to do if it is down. */
    public String brief() {
        String now = Outlook.of(one, moments).now();
        String fall =
                one.lastFall()
                        .map(
                                told ->
                                        " "
                                                + happened(told)
                                                + " "
                                                + Lately.of(one, moments).often()
                                                + ".")
                        .orElse("");
        String found = one.found().map(what -> " " + found(what.at(), what)).orElse("");
        String disk = one.diskFull().map(full -> " " + upper(full) + ".").orElse("");
        return page.paragraph(now + disk + found + fall)
                + one.lastFall().map(this::helps).orElse("");
    }

    private String helps(Told fall) {
        return one.isWell() || one.isWaiting()
                ? ""
                : page.section("It says", quotes(fall.quotes()))
                        + page.section("What to do", advice(fall));
    }

    private String happened(Told told) {
        FallRecord fall = told.fall();
        String ran = fall.ranFor().isEmpty() ? "" : ", after running for " + fall.ranFor();
        return "Fell " + moments.ago(fall.at()) + ran + ". " + told.sentence();
    }

    private static List<String> quotes(List<Quote> quotes) {
        return quotes.stream().map(quote -> quote.source() + ": " + quote.text()).toList();
    }

    private List<String> files(@Nullable Path incident, List<String> names) {
        if (incident == null) {
            return List.of();
        }
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(incident.toString());
        if (!names.isEmpty()) {
            paragraphs.add(String.join(", ", names));
        }
        paragraphs.add("To hand it on in one file: " + one.whose().command("evidence export"));
        return paragraphs;
    }

    private static List<String> notEmpty(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }
}
