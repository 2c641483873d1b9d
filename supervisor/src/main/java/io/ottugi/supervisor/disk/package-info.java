/**
 * Files and directories, made so that nobody else can read, plant or tear them: private modes, no
 * symbolic link followed, changes by rename. Sees {@code failure} and {@code java.*} only.
 */
@NullMarked
package io.ottugi.supervisor.disk;

import org.jspecify.annotations.NullMarked;
