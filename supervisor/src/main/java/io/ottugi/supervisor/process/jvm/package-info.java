/**
 * The options of a Java virtual machine, read from words and environment as the {@code java}
 * launcher reads them. Start at {@link io.ottugi.supervisor.process.jvm.JvmOptions}.
 */
@NullMarked
package io.ottugi.supervisor.process.jvm;

import org.jspecify.annotations.NullMarked;
