/** JSON in and out, by Gson; imports nobody of ours. */
@NullMarked
package io.ottugi.supervisor.json;

import org.jspecify.annotations.NullMarked;
