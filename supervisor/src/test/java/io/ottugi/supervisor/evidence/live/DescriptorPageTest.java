package io.ottugi.supervisor.evidence.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.proc.SocketTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What descriptors are, and whom sockets talk to. */
class DescriptorPageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/srv/web.log             | file",
                "/tmp/x (deleted)         | file, deleted",
                "/dev/null                | device",
                "socket:[17]              | socket",
                "pipe:[18]                | pipe",
                "anon_inode:[eventpoll]   | eventpoll",
                "anon_inode:inotify       | inotify",
                "?                        | ?",
            })
    void kindsAreTold(String target, String kind) {
        assertEquals(kind, DescriptorPage.kind(target));
    }

    @Test
    void socketsAreResolved() {
        SocketTable table =
                SocketTable.of(
                        "tcp",
                        """
                          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                           0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 17 1 0 100 0 0 10 0
                           1: 0100007F:1F90 0200000A:D431 01 00000000:00000000 00:00000000 00000000     0        0 18 1 0 20 4 30 10 -1
                        0000000000000000: 00000002 00000000 00010000 0001 01 19 /run/x.sock
                        0000000000000000: 00000003 00000000 00000000 0001 03    20
                        """);
        assertEquals("socket:[17] tcp listens on 127.0.0.1:8080", table.describe("socket:[17]"));
        assertEquals(
                "socket:[18] tcp 127.0.0.1:8080 to 10.0.0.2:54321", table.describe("socket:[18]"));
        assertEquals("socket:[19] unix /run/x.sock", table.describe("socket:[19]"));
        assertEquals("socket:[20] unix", table.describe("socket:[20]"));
        assertEquals("socket:[21]", table.describe("socket:[21]"));
    }

    @Test
    void addressesAreOfBothKinds() {
        assertEquals("127.0.0.1:80", SocketTable.address("0100007F:0050"));
        assertEquals(
                "[0000:0000:0000:0000:0000:0000:0000:0001]:80",
                SocketTable.address("00000000000000000000000001000000:0050"));
    }
}
