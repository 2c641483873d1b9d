/** How a failure reaches a person: one sentence and an exit code. Imports nobody. */
@NullMarked
package io.ottugi.supervisor.failure;

import org.jspecify.annotations.NullMarked;
