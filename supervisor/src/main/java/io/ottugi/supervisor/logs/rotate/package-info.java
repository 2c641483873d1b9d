/**
 * The writer's side of logs: cuts, compresses and removes log files while workers append to them.
 * Nothing here is between a worker and its file. {@code LogKeeper} runs one thread for all logs;
 * {@code LogMaintenance} checks one log; {@code Rotator} does one rotation, step by step ({@code
 * RotationStep}); {@code RotationRecovery} ends one that was interrupted. Never reads a log for
 * people, never knows {@code logs.read}, and asks nobody about workers; {@code LogEvent} reports
 * what happens. Start at {@code LogKeeper}.
 */
@NullMarked
package io.ottugi.supervisor.logs.rotate;

import org.jspecify.annotations.NullMarked;
