package io.ottugi.supervisor.config.value;

/** How a value is written in a configuration file; as text all are the same. */
public enum Shape {
    TEXT("a text"),
    NUMBER("a number"),
    FLAG("true or false"),
    /** Texts, or one of them alone; as text joined with commas. */
    LIST("a list of texts"),
    /** Numbers, or one of them alone; as text joined with commas. */
    NUMBERS("a list of numbers"),
    /** A text, a number or a truth value. */
    SCALAR("a text or a number"),
    /** Words of a command, or one of them alone; as text joined with commas, theirs escaped. */
    ARGUMENTS("a list of words"),
    /** Texts, each a word of a command; never joined. */
    WORDS("a list of words");

    private final String inWords;

    Shape(String inWords) {
        this.inWords = inWords;
    }

    /** What was expected, for a message. */
    public String inWords() {
        return inWords;
    }
}
