/** The files that workers write to: opening them safely, reading their end, following them. */
@NullMarked
package io.ottugi.supervisor.logs;

import org.jspecify.annotations.NullMarked;
