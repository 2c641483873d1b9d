package io.ottugi.supervisor.logs;

import io.ottugi.supervisor.json.Json.BadJson;

/** Which file it is, whatever its name. Nobody else has it while a process has it open. */
record FileId(long device, long inode) {
    @Override
    public String toString() {
        return device + ":" + inode;
    }

    static FileId parse(String text) throws BadJson {
        try {
            int colon = text.indexOf(':');
            return new FileId(
                    Long.parseLong(text.substring(0, Math.max(0, colon))),
                    Long.parseLong(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new BadJson("expected device:inode, not '" + text + "'");
        }
    }
}
