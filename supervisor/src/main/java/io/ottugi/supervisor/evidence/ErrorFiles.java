package io.ottugi.supervisor.evidence;

import io.ottugi.supervisor.disk.OwnUser;
import io.ottugi.supervisor.evidence.incident.WorkersFile;
import io.ottugi.supervisor.posix.Account;
import io.ottugi.supervisor.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What HotSpot wrote of a fatal error: where we told it to, else where its user told it to. */
final class ErrorFiles {
    private static final int LARGEST = 8 << 20;

    /** Times of files are those of the kernel's last tick, and may be coarse. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final Posix posix;
    private final WorkersFile files;

    ErrorFiles(Posix posix) {
        this.posix = posix;
        this.files = new WorkersFile(posix);
    }

    /**
     * @param dumped the file in the directory for its dumps, null if there is none
     * @return null if it wrote nothing
     */
    @Nullable String text(Fallen fallen, @Nullable Path dumped) {
        Path file = dumped == null ? users(fallen) : dumped;
        return file == null ? null : files.text(file, owner(fallen), LARGEST);
    }

    /** It has that name at each crash: one that was there before is not of this one. */
    private static @Nullable Path users(Fallen fallen) {
        Path file = fallen.subject().jvm().errorFile();
        if (file == null) {
            return null;
        }
        try {
            Instant begun = fallen.at().minusNanos(fallen.fall().ran()).minus(COARSE);
            boolean since = Files.getLastModifiedTime(file).toInstant().isAfter(begun);
            return since ? file : null;
        } catch (IOException e) {
            return null;
        }
    }

    private long owner(Fallen fallen) {
        String user = fallen.subject().spec().execution().privileges().user();
        if (user == null) {
            return OwnUser.id();
        }
        return user.matches("\\d{1,10}")
                ? Long.parseLong(user)
                : posix.account(user).map(Account::uid).orElse(-1L);
    }
}
