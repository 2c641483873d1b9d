package io.ottugi.supervisor.diagnosis;

import io.ottugi.supervisor.diagnosis.Clue.Telling;
import java.util.List;

/** What the java launcher and the JVM say, JDK 8 to 25. */
final class JavaClues {
    /** Java 1.1 has class files of version 45. */
    private static final int CLASS_FILE_OFFSET = 44;

    private static final String CLASS_PATH =
            "Check the class path in 'command' (-cp, or Class-Path in the jar's manifest); relative"
                    + " paths count from 'directory', which is / unless set.";
    private static final String JAR =
            "Give the jar's absolute path in 'command', and make sure that the worker's user may"
                    + " read it; relative paths count from 'directory', which is / unless set.";
    private static final String OPTION =
            "Correct the option in 'command' (also look at JDK_JAVA_OPTIONS and JAVA_TOOL_OPTIONS):"
                    + " 'java -X' and 'java -XX:+PrintFlagsFinal -version' list what this Java has.";

    static final List<Clue> LIST =
            List.of(
                    Clue.of(
                            FindingKind.NOT_ENOUGH_MEMORY,
                            "(Could not reserve enough space for .*)",
                            "the JVM could not have its memory ($1)",
                            MemoryRules.NO_MEMORY),
                    Clue.of(
                            FindingKind.NOT_ENOUGH_MEMORY,
                            "There is insufficient memory for the Java Runtime Environment|"
                                    + "os::commit_memory\\([^()]*+\\) failed|Could not allocate metaspace",
                            "the system did not give the JVM the memory that it asked for",
                            MemoryRules.NO_MEMORY),
                    badOption("Unrecognized VM option '(.*?)'", "does not know the option"),
                    badOption("^Unrecognized option: (\\S+)", "does not know the option"),
                    badOption(
                            "^Error: VM option '(.*?)' is (?:experimental|diagnostic|deprecated|"
                                    + "develop).*",
                            "may not be given so the option"),
                    badOption(
                            "^(?:Invalid (?:maximum|initial) heap size|Invalid thread stack size): "
                                    + "(\\S+)",
                            "cannot make sense of"),
                    badOption("Improperly specified VM option '(.*?)'", "cannot make sense of"),
                    badOption(
                            "(Conflicting collector combinations|Initial heap size set to a larger"
                                    + " value than the maximum heap size|Missing \\+/- setting for VM"
                                    + " option '.*')",
                            "refuses its options:"),
                    badOption(
                            "(Could not create the Java Virtual Machine)", "refuses its options:"),
                    Clue.of(
                            FindingKind.JAR_NOT_FOUND,
                            "^Error: Unable to access jarfile (.*)",
                            "the jar $1 is not there, or may not be read",
                            JAR),
                    Clue.of(
                            FindingKind.JAR_NOT_FOUND,
                            "^Error: (?:Invalid or corrupt jarfile|An unexpected error occurred while"
                                    + " trying to open file) (.*)",
                            "$1 is no sound jar",
                            "Put it there again; it may have been replaced while it was read."),
                    Clue.of(
                            FindingKind.CLASS_NOT_FOUND,
                            "^no main manifest attribute, in (.*)",
                            "the jar $1 names no main class",
                            "Use the runnable jar of the build (with Spring Boot or Shade the"
                                    + " repackaged one), or 'java -cp JAR CLASS' in 'command'."),
                    Clue.of(
                            FindingKind.WRONG_JAVA_VERSION,
                            "(?<!\\S)(\\S++) has been compiled by a more recent version of the Java Runtime"
                                    + " \\(class file version (\\d{1,4})\\.\\d+\\), this version of"
                                    + " the Java Runtime only recognizes class file versions up to"
                                    + " (\\d{1,4})",
                            JavaClues::newerJava),
                    Clue.of(
                            FindingKind.WRONG_JAVA_VERSION,
                            "UnsupportedClassVersionError: (\\S+)"
                                    + " : Unsupported major\\.minor version (\\d{1,4})",
                            JavaClues::newerJava),
                    Clue.of(
                            FindingKind.WRONG_JAVA_VERSION,
                            "Preview features are not enabled for (\\S+)",
                            "$1 was compiled with preview features of Java",
                            "Add --enable-preview to 'command', with exactly the Java that compiled"
                                    + " it."),
                    Clue.of(
                            FindingKind.CLASS_NOT_FOUND,
                            "^Error: Could not find or load main class (\\S+)",
                            "the main class $1 was not found",
                            CLASS_PATH),
                    Clue.of(
                            FindingKind.CLASS_NOT_FOUND,
                            "^Error: Main method not found in class (\\S+?)[,:]",
                            "the class $1 has no main method",
                            "Name the class that has one in 'command'."),
                    Clue.of(
                            FindingKind.CLASS_NOT_FOUND,
                            "java\\.lang\\.(?:NoClassDefFoundError|ClassNotFoundException): "
                                    + "(?!Could not initialize)([\\w/.$]+)",
                            seen ->
                                    new Telling(
                                            "the class "
                                                    + seen.group(1).replace('/', '.')
                                                    + " was not found",
                                            CLASS_PATH)),
                    Clue.of(
                            FindingKind.CLASS_NOT_FOUND,
                            "java\\.lang\\.module\\.FindException: Module (\\S+) not found",
                            "the module $1 was not found",
                            "Check the module path in 'command' (--module-path); relative paths"
                                    + " count from 'directory'."),
                    Clue.of(
                            FindingKind.JAVA_OUT_OF_MEMORY,
                            "java\\.lang\\.OutOfMemoryError(?:: (.*))?",
                            JavaClues::outOfMemory));

    private JavaClues() {}

    private static Clue badOption(String regex, String what) {
        return Clue.of(FindingKind.BAD_JVM_OPTION, regex, "the JVM " + what + " $1", OPTION);
    }

    private static Telling outOfMemory(Sighting seen) {
        JavaMemory kind = JavaMemory.of(seen.group(1));
        return new Telling("the JVM " + kind.what(), kind.advice(seen.facts()));
    }

    private static Telling newerJava(Sighting seen) {
        int needed = Integer.parseInt(seen.group(2)) - CLASS_FILE_OFFSET;
        String known = seen.group(3);
        String ran =
                known.isEmpty()
                        ? " an older one"
                        : " Java " + (Integer.parseInt(known) - CLASS_FILE_OFFSET);
        return new Telling(
                "the class "
                        + seen.group(1).replace('/', '.')
                        + " needs Java "
                        + needed
                        + ", but it was run by"
                        + ran,
                "Give the path of a Java "
                        + needed
                        + " or later in 'command', or compile it for the one that runs it"
                        + " (--release).");
    }
}
