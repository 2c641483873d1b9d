package io.ottugi.supervisor.logs.rotate;

/** The identity of a file, whatever its name; not reused while a process has the file open. */
record FileId(long device, long inode) {
    @Override
    public String toString() {
        return device + ":" + inode;
    }
}
