package io.ottugi.supervisor.logs.rotate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.supervisor.config.LogPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationPolicyTest {
    private static final long MIB = 1 << 20;
    private static final long LARGEST = 256 * MIB;

    @ParameterizedTest
    @CsvSource({
        // size, limit, cut
        "0, 52428800, 0",
        "52428799, 52428800, 0",
        "52428800, 52428800, 51380224", // never to the very end
        "52428801, 52428800, 52428800",
        "60000000, 52428800, 52428800", // whole units, at most the limit
        "1048576, 1048576, 1044480",
        "1048577, 1048576, 1048576",
        "100000, 65536, 65536",
        "8192, 8192, 4096",
        "8193, 8192, 8192",
        "4194303, 1048576, 1048576",
        "4194304, 1048576, 3145728", // far behind: all that there is
        "300000000, 1048576, 268435456", // and yet not all at once
        "1073741824, 52428800, 268435456",
    })
    void bySize(long size, long limit, long cut) {
        assertEquals(cut, RotationPolicy.cut(size, limit, LARGEST));
    }

    @Test
    void whatIsCutOffIsWholeBlocksAndNeverAll() {
        for (long size = 0; size < 40 * MIB; size += 12345) {
            for (long limit : new long[] {2 * 4096, 100_000, MIB, 3 * MIB, 8 * MIB}) {
                long cut = RotationPolicy.cut(size, limit, LARGEST);
                assertEquals(0, cut % RotationPolicy.BLOCK);
                assertTrue(cut == 0 || cut < size, () -> "all is cut off");
                assertTrue(size < limit || cut > 0, () -> "nothing is cut off");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "4096, 0", "4097, 4096", "8192, 4096", "1000000, 999424"})
    void byTime(long size, long cut) {
        assertEquals(cut, RotationPolicy.cutAll(size));
    }

    @ParameterizedTest
    @CsvSource({
        "52428800, 0, 52428800",
        "0, 0, 9223372036854775807",
        "1, 0, 8192",
        "52428800, 60000000, 30000000",
        "52428800, 600000000, 52428800",
        "0, 1000000, 500000",
    })
    void limits(long maxSize, long maxTotal, long limit) {
        LogPolicy policy = new LogPolicy(maxSize, null, 10, maxTotal, true, 0, 0);
        assertEquals(limit, RotationPolicy.limit(policy));
        assertEquals(
                maxTotal > 0 ? limit : Math.max(limit, LARGEST), RotationPolicy.largest(policy));
    }
}
