package io.ottugi.supervisor.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.posix.FakePosix;
import io.ottugi.supervisor.posix.LimitPair;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the supervisor takes more descriptors than the operator has. */
class OpenFilesTest {
    private LimitPair limit = new LimitPair(1024, 4096);
    private final OpenFiles files =
            new OpenFiles(
                    new FakePosix()
                            .answer("openFileLimit", none -> limit)
                            .answer(
                                    "limitOpenFiles",
                                    wanted -> {
                                        limit = (LimitPair) wanted[0];
                                        return null;
                                    })
                            .posix());

    @Test
    void fewWorkersNeedNoMore() {
        assertEquals(true, files.makeRoomFor(100));
        assertEquals(new LimitPair(1024, 4096), limit);
        assertEquals(Optional.empty(), files.ofTheOperator());
    }

    @Test
    void manyWorkersNeedMoreAndGetTheOperatorsLimitBack() {
        assertEquals(true, files.makeRoomFor(1000));
        assertEquals(new LimitPair(4096, 4096), limit);
        assertEquals(Optional.of(new LimitPair(1024, 4096)), files.ofTheOperator());
    }

    @Test
    void theHardLimitIsTheEnd() {
        assertEquals(false, files.makeRoomFor(10_000));
        assertEquals(new LimitPair(4096, 4096), limit);
        assertEquals(true, files.makeRoomFor(1000));
        assertEquals(Optional.of(new LimitPair(1024, 4096)), files.ofTheOperator());
    }

    @Test
    void withoutAnEndItTakesNoMoreThanItNeeds() {
        limit = new LimitPair(1024, LimitPair.UNLIMITED);
        assertEquals(true, files.makeRoomFor(1000));
        assertEquals(new LimitPair(4400, LimitPair.UNLIMITED), limit);
    }
}
