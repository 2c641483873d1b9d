package io.ottugi.supervisor.runtime;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.control.Protocol;
import io.ottugi.supervisor.control.Replies;
import java.util.Optional;

/**
 * The replies to a request whose wishes are to outlive this supervisor: the last one says so if
 * they would not.
 *
 * @param notKept a sentence if they could not be written down
 */
record KeptReplies(Replies replies, Optional<String> notKept) implements Replies {
    @Override
    public boolean isOpen() {
        return replies.isOpen();
    }

    @Override
    public void part(JsonObject reply) {
        replies.part(reply);
    }

    @Override
    public void last(JsonObject reply) {
        notKept.ifPresent(sentence -> Protocol.notKept(reply, sentence));
        replies.last(reply);
    }
}
