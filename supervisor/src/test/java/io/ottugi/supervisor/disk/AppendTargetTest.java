package io.ottugi.supervisor.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the way of a log file is told before anything is started. */
class AppendTargetTest {
    @TempDir Path root;

    @Test
    void whatIsNoRegularFileOrHasNoDirectoryIsTold() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "x");
        Path link = Files.createSymbolicLink(root.resolve("link"), file);
        assertEquals(Optional.empty(), AppendTarget.refusal(file));
        assertEquals(Optional.empty(), AppendTarget.refusal(root.resolve("new")));
        assertEquals(Optional.empty(), AppendTarget.refusal(Path.of("/dev/null")));
        assertEquals(Optional.of(AppendTarget.SYMBOLIC_LINK), AppendTarget.refusal(link));
        assertEquals(Optional.of(AppendTarget.NO_REGULAR_FILE), AppendTarget.refusal(root));
        assertEquals(
                Optional.of("its directory " + root + "/no is not there; make it"),
                AppendTarget.refusal(root.resolve("no/x.log")));
        assertEquals(
                Optional.of(file + " is no directory"), AppendTarget.refusal(file.resolve("x")));
    }
}
