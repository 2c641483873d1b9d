package io.ottugi.supervisor.cli.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.cli.documents.Topic.Flag;
import io.ottugi.supervisor.cli.documents.Usage.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Usage lines are read as people read them. */
class UsageTest {
    private static final Flag NAME = new Flag("n", "name", "NAME", "which");
    private static final Flag SET = new Flag("", "set", "KEY=VALUE", "a setting");
    private static final Flag STREAM = new Flag("", "stream", "stdout|stderr|both", "which");
    private static final Flag WAIT = new Flag("", "no-wait", "", "at once");

    @Test
    void optionsAreNoWords() {
        assertEquals(List.of(), words("[-n NAME] [--set KEY=VALUE]… [--no-wait]"));
        assertEquals(List.of(), words(""));
        assertEquals(List.of(), words("[--stream stdout|stderr|both] [-n NAME | --no-wait]"));
        assertEquals(
                List.of(new Word("WORKER", true)),
                words("[--stream stdout|stderr|both] [WORKER…]"));
    }

    @Test
    void wordsAreCountedAndRepeated() {
        assertEquals(
                List.of(new Word("SIGNAL", false), new Word("WORKER", true)),
                words("[-n NAME] SIGNAL WORKER…"));
        assertEquals(List.of(new Word("WORKER", true)), words("[WORKER…] [--no-wait]"));
        assertEquals(List.of(new Word("WORKER", true)), words("[WORKER]… [--no-wait | -n NAME]"));
        assertEquals(List.of(new Word("WORKER", false)), words("WORKER [--set KEY=VALUE]…"));
        assertEquals(
                List.of(new Word("WORKER", false), new Word("N", false)),
                words("-n NAME WORKER N"));
    }

    @Test
    void alternativesAreOneWord() {
        assertEquals(
                List.of(new Word("enable|disable|show", false)),
                words("enable|disable|show [-n NAME]"));
        assertEquals(List.of(new Word("COMMAND|settings", false)), words("[COMMAND | settings]"));
    }

    @Test
    void aProgramFollowsTheDashes() {
        assertTrue(usage("[-n NAME] -- PROGRAM ARGUMENT…").takesProgram());
        assertEquals(List.of(), words("[-n NAME] -- PROGRAM ARGUMENT…"));
        assertFalse(usage("[--no-wait]").takesProgram());
    }

    @Test
    void onlyWhatHasAnEllipsisMayBeRepeated() {
        Usage usage = usage("[-n NAME] [--set KEY=VALUE]… [--no-wait]");
        assertFalse(usage.repeats(NAME));
        assertTrue(usage.repeats(SET));
        assertFalse(usage.repeats(WAIT));
    }

    private static List<Word> words(String usage) {
        return usage(usage).words();
    }

    private static Usage usage(String usage) {
        return Usage.of(
                new Topic("does", usage, "does", "Does.", List.of(NAME, SET, WAIT, STREAM)));
    }
}
