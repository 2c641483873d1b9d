package io.ottugi.supervisor.control;

/**
 * Who asks, as the kernel tells: the supervisor's own user, or root.
 *
 * @param uid the effective user of the client
 */
public record Peer(int uid, String user) {}
