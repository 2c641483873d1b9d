/**
 * Ottugi's command: {@link io.ottugi.supervisor.Main} reads arguments and exits with a code. Nobody
 * imports it.
 */
@NullMarked
package io.ottugi.supervisor;

import org.jspecify.annotations.NullMarked;
