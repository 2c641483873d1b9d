package io.ottugi.supervisor.control;

import com.google.gson.JsonObject;

/** Takes the replies to one request, on any thread, at any time. */
public interface Replies {
    /** Whether somebody may still take them; false once the client is known to be gone. */
    boolean isOpen();

    /** One reply of several; more will come. */
    void part(JsonObject reply);

    /** The only reply, or the last. */
    void last(JsonObject reply);
}
