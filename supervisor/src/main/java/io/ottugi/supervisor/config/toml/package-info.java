/**
 * Configuration files. Start at {@link io.ottugi.supervisor.config.toml.ConfigFile}, which makes a
 * {@link io.ottugi.supervisor.config.Plan} of one, or tells all of its mistakes at once.
 *
 * <p>The only importer of tomlj. Only short-lived commands come here: a supervisor is handed what
 * they read, and never reads a configuration file itself.
 */
@NullMarked
package io.ottugi.supervisor.config.toml;

import org.jspecify.annotations.NullMarked;
