package io.ottugi.supervisor.posix;

/**
 * A user as passwd(5) has it.
 *
 * @param group id of its group
 */
public record Account(String name, long uid, long group, String home, String shell) {
    /** The same user in another group. */
    public Account withGroup(long other) {
        return new Account(name, uid, other, home, shell);
    }
}
