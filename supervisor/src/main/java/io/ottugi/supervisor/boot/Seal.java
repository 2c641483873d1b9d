package io.ottugi.supervisor.boot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells what {@code boot enable} wrote from what it did not: a last line with a digest of all
 * before it. Against accidents, not against forgers.
 */
final class Seal {
    /** Whose a text is. */
    enum Standing {
        /** There is none. */
        ABSENT,
        /** Exactly as we wrote it. */
        OURS,
        /** We wrote it, somebody changed it since: theirs now. */
        EDITED,
        /** Never ours. */
        FOREIGN
    }

    private static final String LINE = "# ottugi-seal: ";

    /** Enough to notice any change, short enough for a crontab's limited lines. */
    private static final int DIGEST_BYTES = 8;

    private Seal() {}

    /**
     * The text with its seal.
     *
     * @param text whole lines, in a syntax where {@code #} begins a comment
     */
    static String seal(String text) {
        return text + LINE + digest(text) + "\n";
    }

    static Standing standing(String sealed) {
        int line = sealed.lastIndexOf(LINE);
        if (line < 0) {
            return Standing.FOREIGN;
        }
        return seal(sealed.substring(0, line)).equals(sealed) ? Standing.OURS : Standing.EDITED;
    }

    static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
