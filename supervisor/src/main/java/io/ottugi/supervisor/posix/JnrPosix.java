package io.ottugi.supervisor.posix;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import jnr.constants.platform.Errno;
import jnr.constants.platform.RLIMIT;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.RLimit;

/** {@link Posix} by jnr-posix where it has the call, by a narrow jnr-ffi interface where not. */
final class JnrPosix implements Posix {
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int CLONE_FS = 0x200;
    private static final int P_ALL = 0;
    private static final int WNOHANG = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x01000000;
    private static final int SIGINFO_SIZE = 128;
    private static final int SIGINFO_PID = 16;
    private static final int SYS_PIDFD_OPEN = 434;
    private static final int O_WRONLY_APPEND_CREAT = 01 | 02000 | 0100;
    private static final int O_NOCTTY_NONBLOCK_CLOEXEC = 0400 | 04000 | 02000000;
    private static final int SIG_SETMASK = 2;
    private static final int SIGSET_SIZE = 128;
    private static final long SIG_DFL = 0;
    private static final String ACCESS_LIST = "system.posix_acl_access";

    private final POSIX posix = POSIXFactory.getNativePOSIX();
    private final Libc libc = LibraryLoader.create(Libc.class).load("c");
    private final Runtime runtime = Runtime.getRuntime(libc);
    private final FileSystemCalls files = new JnrFileSystem(posix, libc, runtime);

    @Override
    public void setsid() {
        check("setsid", posix.setsid());
    }

    @Override
    public void chdir(String directory) {
        check("chdir " + directory, posix.chdir(directory));
    }

    @Override
    public int umask(int mask) {
        return posix.umask(mask);
    }

    @Override
    public boolean unshareUmask() {
        return libc.unshare(CLONE_FS) == 0;
    }

    @Override
    public Signalled kill(long pid, int signal) {
        if (posix.kill((int) pid, signal) == 0) {
            return Signalled.SENT;
        }
        if (errno() == Errno.EPERM.intValue()) {
            return Signalled.REFUSED;
        }
        if (errno() == Errno.ESRCH.intValue()) {
            return Signalled.NOBODY;
        }
        throw failure("kill " + pid);
    }

    @Override
    public boolean isTerminal(int descriptor) {
        return posix.libc().isatty(descriptor) == 1;
    }

    @Override
    public int openForAppend(String path) {
        int flags = O_WRONLY_APPEND_CREAT | O_NOCTTY_NONBLOCK_CLOEXEC | Architecture.O_NOFOLLOW;
        return check("open " + path, posix.open(path, flags, 0600));
    }

    @Override
    public int openForRead(String path) {
        return check("open " + path, posix.open(path, O_NOCTTY_NONBLOCK_CLOEXEC, 0));
    }

    @Override
    public int readNow(int descriptor, byte[] into) {
        int length = posix.read(descriptor, into, into.length);
        return length < 0 && errno() == Errno.EAGAIN.intValue() ? -1 : check("read", length);
    }

    @Override
    public void duplicate(int descriptor, int target) {
        check("dup2", posix.dup2(descriptor, target));
    }

    @Override
    public void close(int descriptor) {
        posix.close(descriptor);
    }

    @Override
    public void restoreIgnoredSignals() {
        long ignored = SignalMasks.ignored();
        for (int signal = 1; signal <= 64; signal++) {
            if ((ignored >>> (signal - 1) & 1) != 0) {
                libc.signal(signal, SIG_DFL);
            }
        }
    }

    @Override
    public void unblockSignals() {
        Pointer none = runtime.getMemoryManager().allocateDirect(SIGSET_SIZE, true);
        int errno = libc.pthread_sigmask(SIG_SETMASK, none, null);
        if (errno != 0) {
            throw failure("pthread_sigmask", errno);
        }
    }

    @Override
    public boolean becomeSubreaper() {
        return libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
    }

    @Override
    public OptionalLong peekEndedChild() {
        Pointer info = runtime.getMemoryManager().allocateDirect(SIGINFO_SIZE, true);
        int pid =
                libc.waitid(P_ALL, 0, info, WEXITED | WNOWAIT | WNOHANG) == 0
                        ? info.getInt(SIGINFO_PID)
                        : 0;
        return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    @Override
    public void reap(long pid) {
        posix.waitpid((int) pid, new int[1], WNOHANG);
    }

    @Override
    public OptionalInt openPidfd(long pid) {
        int descriptor = (int) libc.syscall(SYS_PIDFD_OPEN, pid, 0);
        if (descriptor >= 0) {
            return OptionalInt.of(descriptor);
        }
        if (errno() == Errno.ESRCH.intValue()) {
            return OptionalInt.empty();
        }
        throw failure("pidfd_open " + pid);
    }

    @Override
    public OptionalInt exitStatus(int pidfd) {
        return PidfdInfo.exitStatus(libc, runtime, pidfd);
    }

    @Override
    public int createEpoll() {
        return check("epoll_create1", libc.epoll_create1(Epoll.CLOEXEC));
    }

    @Override
    public void watch(int epoll, int descriptor, long key) {
        Pointer event = Epoll.event(runtime, key);
        check("epoll_ctl", libc.epoll_ctl(epoll, Epoll.CTL_ADD, descriptor, event));
    }

    @Override
    public long awaitReadable(int epoll) {
        Pointer event = Epoll.event(runtime, 0);
        while (libc.epoll_wait(epoll, event, 1, -1) != 1) {
            if (errno() != Errno.EINTR.intValue()) {
                throw failure("epoll_wait");
            }
        }
        return Epoll.key(event);
    }

    @Override
    public Optional<Account> account(String name) {
        return UserDatabase.account(() -> posix.getpwnam(name));
    }

    @Override
    public Optional<Account> account(long uid) {
        return UserDatabase.account(() -> posix.getpwuid((int) uid));
    }

    @Override
    public OptionalLong group(String name) {
        return UserDatabase.group(() -> posix.getgrnam(name));
    }

    @Override
    public List<Long> groups(String user, long group) {
        return UserDatabase.groups(libc, user, group);
    }

    @Override
    public LimitPair openFileLimit() {
        RLimit limit = posix.getrlimit(RLIMIT.RLIMIT_NOFILE.intValue());
        return new LimitPair(limit.rlimCur(), limit.rlimMax());
    }

    @Override
    public void limitOpenFiles(LimitPair limit) {
        int nofile = RLIMIT.RLIMIT_NOFILE.intValue();
        check("setrlimit", posix.setrlimit(nofile, limit.soft(), limit.hard()));
    }

    @Override
    public boolean hasAccessList(String path) {
        return libc.getxattr(path, ACCESS_LIST, null, 0) > 0;
    }

    @Override
    public FileSystemCalls files() {
        return files;
    }

    private int check(String call, int result) {
        if (result < 0) {
            throw failure(call);
        }
        return result;
    }

    private int errno() {
        return posix.errno();
    }

    private PosixException failure(String call) {
        return failure(call, errno());
    }

    private static PosixException failure(String call, int errno) {
        return new PosixException(call, errno, Errno.valueOf(errno).description());
    }
}
