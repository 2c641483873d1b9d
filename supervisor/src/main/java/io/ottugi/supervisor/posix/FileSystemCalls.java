package io.ottugi.supervisor.posix;

import java.util.OptionalLong;

/**
 * What Linux can do with files and the JDK cannot. Descriptors are closed on exec; a symbolic link
 * in the last place of a path is never followed, a FIFO never waited for, no terminal ever taken.
 * Methods that fail throw {@link PosixException}.
 */
public interface FileSystemCalls {
    /** Opens a file for reading. */
    int openForRead(String path);

    /** Opens a file for reading and writing. */
    int openForUpdate(String path);

    /**
     * Makes a file and opens it for writing; EEXIST if there is anything of that name.
     *
     * @param mode less what the umask takes away
     */
    int createNew(String path, int mode);

    /** fchmod(2): whatever the umask says. */
    void changeMode(int descriptor, int mode);

    void close(int descriptor);

    /**
     * Appends a part of one file to another. The bytes stay in the kernel: they are spliced from
     * the page cache, and where offset and length are whole blocks they go to the device from there
     * without being copied (O_DIRECT).
     *
     * @return how many bytes, fewer than {@code length} if the file ends before
     */
    long copy(int from, long offset, long length, int to);

    /** fdatasync(2). */
    void force(int descriptor);

    /** fsync(2) of a directory: names made and moved in it outlive a power cut. */
    void forceDirectory(String directory);

    /**
     * FALLOC_FL_COLLAPSE_RANGE of fallocate(2): removes the first bytes of a file, whose writers
     * notice nothing. EOPNOTSUPP or EINVAL where the filesystem cannot.
     *
     * @param length whole blocks of the filesystem, and less than the file has
     */
    void collapse(int descriptor, long length);

    /**
     * FALLOC_FL_PUNCH_HOLE of fallocate(2): a part of a file reads as zeros and takes no room;
     * nothing moves. Doing it again changes nothing. EOPNOTSUPP where the filesystem cannot.
     */
    void punchHole(int descriptor, long offset, long length);

    /**
     * SEEK_DATA of lseek(2): the offset of the first data at or after another one.
     *
     * @return empty if there is a hole from there to the file's end, or no more file
     */
    OptionalLong nextData(int descriptor, long offset);

    /** SEEK_HOLE of lseek(2): the same for the first hole; each file ends with one. */
    OptionalLong nextHole(int descriptor, long offset);

    /**
     * Appends what a file has beyond {@code offset} to another, and truncates it to nothing within
     * microseconds of having seen its end.
     *
     * @param sizeBefore its size just before, in bytes, from which its growth is known
     * @throws PosixException EAGAIN when its writer is faster than that for a quarter of a
     *     gigabyte; then it is as it was
     */
    Truncated copyRestAndTruncate(int from, long offset, long sizeBefore, int to);

    /**
     * Where on its device the byte at {@code offset} is, FS_IOC_FIEMAP.
     *
     * @return empty where the filesystem cannot tell, or where nothing is allocated yet
     */
    OptionalLong physicalAddress(int descriptor, long offset);

    /** renameat2(2) with RENAME_NOREPLACE: EEXIST if there is anything of the new name. */
    void renameNew(String from, String to);

    /**
     * Watches for opens of the file that a descriptor has open.
     *
     * @throws PosixException EMFILE or ENOSPC when the user has no inotify instance or watch left
     */
    OpenWatch watchOpens(int descriptor);

    /** An inotify(7) instance. */
    FileWatch watchFiles();
}
