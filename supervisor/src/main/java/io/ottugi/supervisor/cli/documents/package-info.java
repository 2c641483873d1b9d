/**
 * What is made of the lists of commands, options, keys and exit codes: completion for shells, and
 * manual pages. It writes none of those lists again, and does no I/O but reading its own templates.
 * Start at {@link io.ottugi.supervisor.cli.documents.Documents}.
 */
@NullMarked
package io.ottugi.supervisor.cli.documents;

import org.jspecify.annotations.NullMarked;
