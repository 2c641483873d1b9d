/**
 * The values of settings as people write them: durations, sizes, signals, names, shell words. Pure,
 * and without any setting. A text that is no such value is a {@link
 * io.ottugi.supervisor.config.value.BadSetting}.
 */
@NullMarked
package io.ottugi.supervisor.config.value;

import org.jspecify.annotations.NullMarked;
