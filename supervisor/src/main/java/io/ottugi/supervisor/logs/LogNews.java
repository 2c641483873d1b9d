package io.ottugi.supervisor.logs;

import com.google.gson.JsonObject;

/**
 * Something that happened to a worker's log file.
 *
 * @param event its name in the event record, such as {@code log-rotated}
 * @param details of the event, without the worker
 * @param sentence for people
 */
public record LogNews(String worker, String event, JsonObject details, String sentence) {}
