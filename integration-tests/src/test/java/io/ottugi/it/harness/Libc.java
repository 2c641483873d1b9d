package io.ottugi.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Out;

/** The harness's native calls, named as in the manual pages; errors are -1 and {@link #errno()}. */
public interface Libc {
    Libc C = load();

    int O_RDWR = 2;
    int O_NOCTTY = 0x100;
    int O_NONBLOCK = 0x800;
    int O_CLOEXEC = 0x80000;

    int kill(int pid, int signal);

    int geteuid();

    int posix_openpt(int flags);

    int grantpt(int fd);

    int unlockpt(int fd);

    int ptsname_r(int fd, @Out byte[] name, long size);

    long read(int fd, @Out byte[] bytes, long size);

    long write(int fd, byte[] bytes, long size);

    int close(int fd);

    static int errno() {
        return Runtime.getRuntime(C).getLastError();
    }

    /** Prefers the distribution's copy of the stub, so that the test leaves none in /tmp. */
    private static Libc load() {
        Path shipped = Path.of(System.getProperty("ottugi.dist", "/nonexistent"), "lib", "jni");
        if (Files.isDirectory(shipped)) {
            System.setProperty("jffi.boot.library.path", shipped.toString());
        }
        return LibraryLoader.create(Libc.class).load("c");
    }
}
