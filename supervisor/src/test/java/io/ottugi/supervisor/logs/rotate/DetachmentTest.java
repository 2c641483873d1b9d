package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DetachmentTest {
    private static final Path FILE = Path.of("/l/web.log");

    @Test
    void deleted() {
        assertDetached(
                "deleted",
                "/l/web.log was deleted; pid 42 goes on writing to the deleted file until it is"
                        + " started again: ottugi restart web",
                false,
                "/l/web.log (deleted)");
    }

    @Test
    void moved() {
        assertDetached(
                "moved",
                "/l/web.log was moved to /l/web.log.old; pid 42 goes on writing to it until it is"
                        + " started again: ottugi restart web",
                false,
                "/l/web.log.old");
    }

    @Test
    void replacedAfterItWasMoved() {
        assertDetached(
                "replaced",
                "/l/web.log was replaced by another file; pid 42 goes on writing to /l/web.log.1"
                        + " until it is started again: ottugi restart web",
                true,
                "/l/web.log.1");
    }

    @Test
    void replacedAfterItWasDeleted() {
        assertDetached(
                "replaced",
                "/l/web.log was replaced by another file; pid 42 goes on writing to the old one,"
                        + " which has no name any more, until it is started again: ottugi restart web",
                true,
                "/l/web.log (deleted)");
    }

    @Test
    void whereWeMayNotLook() {
        assertDetached(
                "deleted",
                "/l/web.log was deleted; pid 42 goes on writing to the deleted file until it is"
                        + " started again: ottugi restart web",
                false,
                "");
    }

    private static void assertDetached(String why, String sentence, boolean named, String opened) {
        assertEquals(new Detachment(why, sentence), Detachment.of("web", FILE, 42, named, opened));
    }
}
