package io.ottugi.worker;

/** The text of {@code --help}, derived from the list of options. */
final class Help {
    private static final int COLUMN = 34;

    private Help() {}

    static String text() {
        StringBuilder text = new StringBuilder();
        text.append("Usage: java -jar ottugi-worker.jar [OPTION]...\n")
                .append("Counts: a line \"COUNT pid PID TIME\" to a file and to standard output, ")
                .append("after a line \"ready pid PID\".\n\n");
        append(text, false);
        text.append("\nTo misbehave, in tests and demonstrations:\n");
        append(text, true);
        text.append("\nAFTER is a duration since the start. A JVM answers SEGV, FPE and ILL with ")
                .append("its crash report and dies by ABRT.\n")
                .append("Exit codes: 64 usage, 73 the file cannot be created, 77 the file is ")
                .append("not to be trusted or not permitted.\n");
        return text.toString();
    }

    private static void append(StringBuilder text, boolean misbehaviours) {
        for (Option option : Option.values()) {
            if (option.isMisbehaviour() == misbehaviours) {
                String left = "  " + option.flag() + " " + option.placeholder();
                text.append(left)
                        .append(" ".repeat(COLUMN - left.length()))
                        .append(option.description())
                        .append('\n');
            }
        }
    }
}
