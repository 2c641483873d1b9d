package io.ottugi.supervisor.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtherUsersTest {
    @Test
    void aSupervisorIsKnownByItsCommandLine() {
        String java = "/usr/bin/java\0-cp\0x.jar\0io.ottugi.supervisor.Main\0";
        assertEquals(Optional.of("shop"), OtherUsers.supervised(java + "supervise\0shop\0-x\0"));
        assertEquals(Optional.empty(), OtherUsers.supervised(java + "supervise\0"));
        assertEquals(Optional.empty(), OtherUsers.supervised(java + "status\0supervise\0x\0"));
        assertEquals(Optional.empty(), OtherUsers.supervised("vi\0supervise\0shop\0"));
        assertEquals(Optional.empty(), OtherUsers.supervised(""));
    }
}
