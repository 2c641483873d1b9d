package io.ottugi.supervisor.posix;

/**
 * What came of copying a file's rest and truncating it.
 *
 * @param copied bytes
 * @param lostAbout how many bytes its writer wrote between the last look and the cut, reckoned from
 *     how fast it wrote just before
 */
public record Truncated(long copied, long lostAbout) {}
