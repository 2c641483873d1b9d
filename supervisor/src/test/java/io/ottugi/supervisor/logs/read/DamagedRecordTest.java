package io.ottugi.supervisor.logs.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.logs.record.LogPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log's record with bytes in it that are no text is a lost record, as any other damage is. */
class DamagedRecordTest {
    private static final byte[] NO_TEXT = {'{', (byte) 0xff, (byte) 0xfe, (byte) 0xc3, '"', '}'};

    @TempDir Path root;

    @Test
    void readersGoByTheArchivesThatThereAre() throws IOException {
        Path live = Files.writeString(root.resolve("web.log"), "x");
        LogPaths place = LogPaths.of(live, root, "web");
        Files.write(place.state(), NO_TEXT);
        assertEquals(live, new LogStateReader(place).read().file());
    }
}
