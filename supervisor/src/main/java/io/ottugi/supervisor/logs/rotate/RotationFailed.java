package io.ottugi.supervisor.logs.rotate;

import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.posix.PosixException;
import java.io.IOException;

/** Thrown if a rotation was not done; nothing is lost by it. */
final class RotationFailed extends Exception {
    private static final long serialVersionUID = 1;

    RotationFailed(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    static RotationFailed of(String what, IOException e) {
        return new RotationFailed(what + ": " + Failure.reason(e));
    }

    static RotationFailed of(String what, PosixException e) {
        return new RotationFailed(what + ": " + e.description());
    }
}
