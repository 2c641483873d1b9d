package io.ottugi.supervisor.posix;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The system calls that the supervisor needs. Methods that can fail throw {@link PosixException},
 * which names the call and the error.
 */
public interface Posix {
    /** Loads the native libraries: once, and only in a supervisor. */
    static Posix load() {
        return new JnrPosix();
    }

    /** setsid(2): a session and a group of one's own, without a controlling terminal. */
    void setsid();

    /** chdir(2). The JDK goes on resolving relative paths against the old directory. */
    void chdir(String directory);

    /**
     * umask(2).
     *
     * @return the mask before
     */
    int umask(int mask);

    /**
     * unshare(2) with CLONE_FS: from now on this thread's umask and current directory are its own.
     * Threads that it makes share them with it until it calls this again.
     *
     * @return false where the kernel refuses, as in containers whose seccomp filter forbids the
     *     call
     */
    boolean unshareUmask();

    /**
     * kill(2).
     *
     * @param pid a process, or a process group if negative
     * @param signal its number, 0 to look whether anything could be signalled
     * @return what came of it; of a group SENT if one process of it could be signalled
     */
    Signalled kill(long pid, int signal);

    /** What came of a signal. */
    enum Signalled {
        SENT,
        /** ESRCH: there is no such process or group. */
        NOBODY,
        /** EPERM: there is one, which we may not signal. */
        REFUSED
    }

    /** isatty(3). */
    boolean isTerminal(int descriptor);

    /**
     * Opens a file for appending, creating it with mode 0600. Never follows a symbolic link in the
     * last place, never becomes anybody's terminal, never waits for a FIFO's reader.
     *
     * @return a descriptor that is closed on exec
     */
    int openForAppend(String path);

    /** Opens a file for reading; the descriptor is closed on exec. */
    int openForRead(String path);

    /**
     * read(2) of a descriptor that was opened to be read without waiting.
     *
     * @return how many bytes were read, 0 at the end, or -1 if there is nothing just now
     */
    int readNow(int descriptor, byte[] into);

    /** Makes {@code target} a copy of {@code descriptor}, as dup2(2) does. */
    void duplicate(int descriptor, int target);

    void close(int descriptor);

    /** Gives every ignored signal its default action back, so that no child inherits it ignored. */
    void restoreIgnoredSignals();

    /** Unblocks every signal in the calling thread; a child inherits the mask of its starter. */
    void unblockSignals();

    /**
     * PR_SET_CHILD_SUBREAPER of prctl(2): orphans among the descendants become our children, not
     * init's.
     *
     * @return whether the kernel has that
     */
    boolean becomeSubreaper();

    /**
     * The next child that has ended and is not reaped, without reaping it.
     *
     * @return its pid, if there is one
     */
    OptionalLong peekEndedChild();

    /** Reaps one child that has ended; never {@code waitpid(-1)}, which would rob the JDK. */
    void reap(long pid);

    /**
     * pidfd_open(2), Linux 5.3.
     *
     * @return a descriptor, or empty when there is no such process
     * @throws PosixException for anything else, such as an older kernel or no descriptors left
     */
    OptionalInt openPidfd(long pid);

    /**
     * The raw wait status of an ended process, also when it was not our child and has been reaped:
     * PIDFD_GET_INFO with PIDFD_INFO_EXIT, Linux 6.15.
     *
     * @return empty where the kernel cannot tell, or not yet
     */
    OptionalInt exitStatus(int pidfd);

    /** A new epoll(7) instance. */
    int createEpoll();

    /** Adds a descriptor, told once when it becomes readable; {@code key} comes back then. */
    void watch(int epoll, int descriptor, long key);

    /**
     * Waits without a limit until a watched descriptor is readable.
     *
     * @return its key
     */
    long awaitReadable(int epoll);

    /** getpwnam(3): the user of that name, wherever this machine keeps its users. */
    Optional<Account> account(String name);

    /** getpwuid(3). */
    Optional<Account> account(long uid);

    /** getgrnam(3): the id of the group of that name. */
    OptionalLong group(String name);

    /**
     * getgrouplist(3): the groups a user is in.
     *
     * @param group that is among them in any case
     */
    List<Long> groups(String user, long group);

    /** RLIMIT_NOFILE of getrlimit(2): how many descriptors this process may have. */
    LimitPair openFileLimit();

    /** RLIMIT_NOFILE of setrlimit(2). */
    void limitOpenFiles(LimitPair limit);

    /** Whether a file has an access control list, getxattr(2), so that its mode tells not all. */
    boolean hasAccessList(String path);

    /** What can be done with files. */
    FileSystemCalls files();
}
