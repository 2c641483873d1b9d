package io.ottugi.supervisor.disk;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Modes as chmod(2) takes them. */
public final class FileMode {
    private FileMode() {}

    /** The permissions of a mode, such as 0640. */
    public static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromTheLeft = PosixFilePermission.values();
        for (int i = 0; i < fromTheLeft.length; i++) {
            if ((mode >>> (fromTheLeft.length - 1 - i) & 1) != 0) {
                permissions.add(fromTheLeft[i]);
            }
        }
        return permissions;
    }
}
