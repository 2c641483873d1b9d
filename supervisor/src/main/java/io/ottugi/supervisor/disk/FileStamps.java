package io.ottugi.supervisor.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * By what some files are told from what they were: inode, size, and the times of the last change of
 * content and of inode, as stat(2) has them. A file that cannot be looked at has the stamp of one
 * that is not there.
 */
public record FileStamps(Map<Path, String> stamps) {
    /** Of no file. */
    public static final FileStamps NONE = new FileStamps(Map.of());

    private static final String ABSENT = "";

    public FileStamps {
        stamps = Map.copyOf(stamps);
    }

    /** The stamps of files as they are now; links are followed. */
    public static FileStamps of(List<Path> files) {
        Map<Path, String> stamps = new LinkedHashMap<>();
        files.forEach(file -> stamps.put(file, stamp(file)));
        return new FileStamps(stamps);
    }

    private static String stamp(Path file) {
        try {
            return Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime").toString();
        } catch (IOException e) {
            return ABSENT;
        }
    }

    /** Whether one of the files has changed since. */
    public boolean areOld() {
        return !of(List.copyOf(stamps.keySet())).equals(this);
    }
}
