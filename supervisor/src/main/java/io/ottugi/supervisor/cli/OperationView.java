package io.ottugi.supervisor.cli;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;

/** What became of one worker, in a line for people. */
final class OperationView {
    private OperationView() {}

    static String line(JsonObject part) {
        String worker = Json.stringOrNull(part, "worker");
        String result = String.valueOf(Json.stringOrNull(part, "result"));
        String pid = Json.stringOrNull(part, "pid");
        String detail = Json.stringOrNull(part, "detail");
        String text = worker + " " + verb(result);
        boolean tellsPid = pid != null && (result.equals("running") || result.equals("signalled"));
        if (tellsPid) {
            return text + ": pid " + pid + (detail == null ? "" : " (" + detail + ")") + "\n";
        }
        return text + (detail == null ? "" : ": " + detail) + "\n";
    }

    private static String verb(String result) {
        return switch (result) {
            case "running" -> "runs";
            case "stopped" -> "is stopped";
            case "exited" -> "has ended";
            case "waiting" -> "does not run yet";
            case "timeout" -> "takes longer";
            case "untouched" -> "is left alone";
            case "asked" -> "is asked";
            case "signalled" -> "is signalled";
            case "refused" -> "cannot be signalled";
            case "not running" -> "does not run";
            default -> result;
        };
    }
}
