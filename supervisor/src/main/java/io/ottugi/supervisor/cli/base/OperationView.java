package io.ottugi.supervisor.cli.base;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.control.ResultWord;
import io.ottugi.supervisor.json.Json;

/** What became of one worker, in a line for people. */
public final class OperationView {
    private OperationView() {}

    public static String line(JsonObject part) {
        String worker = Json.stringOrNull(part, "worker");
        String label = String.valueOf(Json.stringOrNull(part, "result"));
        ResultWord result = ResultWord.of(label).orElse(null);
        String pid = Json.stringOrNull(part, "pid");
        String detail = Json.stringOrNull(part, "detail");
        String text = worker + " " + (result == null ? label : verb(result));
        boolean tellsPid =
                pid != null && (result == ResultWord.RUNNING || result == ResultWord.SIGNALLED);
        if (tellsPid) {
            return text + ": pid " + pid + (detail == null ? "" : " (" + detail + ")") + "\n";
        }
        return text + (detail == null ? "" : ": " + detail) + "\n";
    }

    private static String verb(ResultWord result) {
        return switch (result) {
            case RUNNING -> "runs";
            case STOPPED -> "is stopped";
            case EXITED -> "has ended";
            case WAITING -> "does not run yet";
            case TIMEOUT -> "takes longer";
            case UNTOUCHED -> "is left alone";
            case ASKED -> "is asked";
            case SIGNALLED -> "is signalled";
            case REFUSED -> "cannot be signalled";
            case NOT_RUNNING -> "does not run";
            case STARTED, FELL, FAILED, DUMPED -> result.label();
        };
    }
}
