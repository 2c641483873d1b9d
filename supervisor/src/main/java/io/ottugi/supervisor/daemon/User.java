package io.ottugi.supervisor.daemon;

import io.ottugi.supervisor.disk.OwnUser;

/** Who we are, told by /proc and so without native code. */
public record User(int uid, String name) {
    /** The effective user of this process. */
    public static User current() {
        return new User(OwnUser.id(), OwnUser.name());
    }

    public boolean isRoot() {
        return uid == 0;
    }
}
