package io.ottugi.supervisor.control;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.failure.ExitCode;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request as its bytes come in; it is one once its line is complete. */
final class RequestLine {
    /** A reload brings a whole plan: a thousand workers with thirty settings each fit. */
    static final int LONGEST = 4 << 20;

    /** Each value of a request takes many times its bytes once it is read. */
    private static final int MOST_VALUES = 100_000;

    private ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final Allowance.Share share;
    private int values;

    RequestLine(Allowance.Share share) {
        this.share = share;
    }

    /** Why a line is not taken. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final ExitCode code;

        Refused(ExitCode code, @Nullable String sentence) {
            super(sentence);
            this.code = code;
        }

        JsonObject reply() {
            return Protocol.refusal(code, String.valueOf(getMessage()));
        }
    }

    /**
     * Takes bytes as far as they belong to the line.
     *
     * @return the request once the line is complete
     */
    @Nullable JsonObject take(ByteBuffer from) throws Refused {
        int length = lineLength(from);
        checkSize(bytes.size() + length);
        byte[] part = new byte[length];
        from.get(part);
        count(part);
        bytes.write(part, 0, length);
        return from.hasRemaining() ? request() : null;
    }

    /** Bytes before the newline, or all of them if there is none. */
    private static int lineLength(ByteBuffer from) {
        int at = from.position();
        while (at < from.limit() && from.get(at) != '\n') {
            at++;
        }
        return at - from.position();
    }

    private void checkSize(int size) throws Refused {
        if (size > LONGEST) {
            throw new Refused(ExitCode.USAGE, "a request of more than " + LONGEST + " bytes");
        }
        if (!share.grow(size)) {
            throw new Refused(
                    ExitCode.TEMPORARY,
                    "the supervisor has too many large requests at the moment; ask again");
        }
    }

    private void count(byte[] part) throws Refused {
        for (byte b : part) {
            values += b == ',' || b == '[' || b == '{' ? 1 : 0;
        }
        if (values > MOST_VALUES) {
            throw new Refused(ExitCode.USAGE, "a request of more than " + MOST_VALUES + " values");
        }
    }

    private JsonObject request() throws Refused {
        try {
            return Json.object(bytes.toString(StandardCharsets.UTF_8));
        } catch (BadJson e) {
            throw new Refused(ExitCode.USAGE, e.getMessage());
        } finally {
            bytes = new ByteArrayOutputStream(0);
        }
    }
}
