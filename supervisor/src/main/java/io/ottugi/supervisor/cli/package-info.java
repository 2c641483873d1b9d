/**
 * The operator's commands, a class each; {@link io.ottugi.supervisor.cli.Commands} lists them. Only
 * this package imports commons-cli, prints for people, and knows exit codes from usage errors.
 */
@NullMarked
package io.ottugi.supervisor.cli;

import org.jspecify.annotations.NullMarked;
