package io.ottugi.supervisor.config;

/**
 * Settings that are each possible, but not together.
 *
 * @param worker whose they are; empty if one worker alone was looked at
 * @param key the one to look at first, as it is written
 * @param message a sentence that names all of them
 */
public record Conflict(String worker, String key, String message) {}
