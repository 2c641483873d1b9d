package io.ottugi.worker;

/** Arguments in, exit code out. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            Settings settings = CommandLine.parse(args);
            return settings.help() ? printHelp() : work(settings);
        } catch (Refusal refusal) {
            Complaints.say(refusal.getMessage());
            return refusal.exitCode();
        } catch (RuntimeException unexpected) {
            Complaints.say("internal error, please report it: " + unexpected);
            return Refusal.INTERNAL;
        }
    }

    private static int printHelp() {
        return new StandardOutput().write(Help.text()) ? 0 : Refusal.IO_ERROR;
    }

    private static int work(Settings settings) throws Refusal {
        Identity self = Identity.ofThisProcess();
        CountFile file = CountFile.open(settings.file(), self);
        return new Work(settings, self, file, new StandardOutput(), new MonotonicPace()).run();
    }
}
