package io.ottugi.supervisor.posix;

import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that jnr-posix lacks, as C declares them. Names and order are those of the man pages.
 */
public interface Libc {
    int prctl(int option, long arg2, long arg3, long arg4, long arg5);

    int unshare(int flags);

    int waitid(int idtype, int id, Pointer infop, int options);

    long syscall(long number, long arg1, long arg2);

    int ioctl(int fd, long request, Pointer argument);

    int epoll_create1(int flags);

    int epoll_ctl(int epfd, int op, int fd, Pointer event);

    int epoll_wait(int epfd, Pointer events, int maxevents, int timeout);

    int pthread_sigmask(int how, Pointer set, @Nullable Pointer oldset);

    long signal(int signum, long handler);

    int getgrouplist(String user, int group, int[] groups, int[] ngroups);

    long getxattr(String path, String name, @Nullable Pointer value, long size);

    long splice(
            int fdIn,
            @Nullable Pointer offIn,
            int fdOut,
            @Nullable Pointer offOut,
            long len,
            int flags);

    int pipe2(Pointer pipefd, int flags);

    int fcntl(int fd, int cmd, long arg);

    long lseek(int fd, long offset, int whence);

    int fallocate(int fd, int mode, long offset, long len);

    int ftruncate(int fd, long length);

    int fdatasync(int fd);

    int fsync(int fd);

    int fchmod(int fd, int mode);

    int renameat2(int olddirfd, String oldpath, int newdirfd, String newpath, int flags);

    int inotify_init1(int flags);

    int inotify_add_watch(int fd, String pathname, int mask);

    int inotify_rm_watch(int fd, int wd);

    int eventfd(int initval, int flags);

    int eventfd_write(int fd, long value);

    int poll(Pointer fds, long nfds, int timeout);

    long read(int fd, Pointer buf, long count);

    int close(int fd);
}
