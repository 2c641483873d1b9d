package io.ottugi.supervisor.posix;

import java.util.OptionalLong;
import jnr.constants.platform.Errno;
import jnr.ffi.Runtime;
import jnr.posix.POSIX;

/** {@link FileSystemCalls} by jnr-ffi. */
final class JnrFileSystem implements FileSystemCalls {
    private static final int O_RDWR = 02;
    private static final int O_WRONLY_CREAT_EXCL = 01 | 0100 | 0200;
    private static final int SAFELY = 0400 | 04000 | 02000000 | Architecture.O_NOFOLLOW;
    private static final int FALLOC_FL_COLLAPSE_RANGE = 0x08;
    private static final int PUNCH_HOLE_KEEP_SIZE = 0x02 | 0x01;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int AT_FDCWD = -100;
    private static final int RENAME_NOREPLACE = 1;

    private final POSIX posix;
    private final Libc libc;
    private final Runtime runtime;
    private final Calls calls;

    JnrFileSystem(POSIX posix, Libc libc, Runtime runtime) {
        this.posix = posix;
        this.libc = libc;
        this.runtime = runtime;
        this.calls = new Calls(posix);
    }

    @Override
    public int openForRead(String path) {
        return calls.check("open " + path, posix.open(path, SAFELY, 0));
    }

    @Override
    public int openForUpdate(String path) {
        return calls.check("open " + path, posix.open(path, O_RDWR | SAFELY, 0));
    }

    @Override
    public int createNew(String path, int mode) {
        return calls.check("open " + path, posix.open(path, O_WRONLY_CREAT_EXCL | SAFELY, mode));
    }

    @Override
    public void changeMode(int descriptor, int mode) {
        calls.check("fchmod", libc.fchmod(descriptor, mode));
    }

    @Override
    public void close(int descriptor) {
        posix.close(descriptor);
    }

    @Override
    public long copy(int from, long offset, long length, int to) {
        try (Splice splice = new Splice(libc, runtime, calls)) {
            return splice.copy(from, offset, length, to);
        }
    }

    @Override
    public void force(int descriptor) {
        calls.check("fdatasync", libc.fdatasync(descriptor));
    }

    @Override
    public void forceDirectory(String directory) {
        int descriptor = openForRead(directory);
        try {
            calls.check("fsync", libc.fsync(descriptor));
        } finally {
            close(descriptor);
        }
    }

    @Override
    public void collapse(int descriptor, long length) {
        allocate(descriptor, FALLOC_FL_COLLAPSE_RANGE, 0, length);
    }

    @Override
    public void punchHole(int descriptor, long offset, long length) {
        allocate(descriptor, PUNCH_HOLE_KEEP_SIZE, offset, length);
    }

    private void allocate(int descriptor, int mode, long offset, long length) {
        while (libc.fallocate(descriptor, mode, offset, length) != 0) {
            if (calls.errno() != Errno.EINTR) {
                throw calls.failure("fallocate");
            }
        }
    }

    @Override
    public OptionalLong nextData(int descriptor, long offset) {
        return seek(descriptor, offset, SEEK_DATA);
    }

    @Override
    public OptionalLong nextHole(int descriptor, long offset) {
        return seek(descriptor, offset, SEEK_HOLE);
    }

    private OptionalLong seek(int descriptor, long offset, int whence) {
        long found = libc.lseek(descriptor, offset, whence);
        if (found >= 0) {
            return OptionalLong.of(found);
        }
        if (calls.errno() != Errno.ENXIO) {
            throw calls.failure("lseek");
        }
        return OptionalLong.empty();
    }

    @Override
    public Truncated copyRestAndTruncate(int from, long offset, long sizeBefore, int to) {
        try (Splice splice = new Splice(libc, runtime, calls)) {
            return splice.copyRestAndTruncate(from, offset, sizeBefore, to);
        }
    }

    @Override
    public OptionalLong physicalAddress(int descriptor, long offset) {
        return Fiemap.physical(libc, runtime, descriptor, offset);
    }

    @Override
    public void renameNew(String from, String to) {
        int result = libc.renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
        calls.check("rename to " + to, result);
    }

    @Override
    public OpenWatch watchOpens(int descriptor) {
        return new InotifyOpens(libc, runtime, calls, descriptor);
    }

    @Override
    public FileWatch watchFiles() {
        return new Inotify(libc, runtime, calls);
    }
}
