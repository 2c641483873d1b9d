package io.ottugi.supervisor.evidence.live;

import io.ottugi.supervisor.config.value.SignalName;
import io.ottugi.supervisor.diagnosis.Quote;
import io.ottugi.supervisor.evidence.Listening;
import io.ottugi.supervisor.proc.ProcStat;
import io.ottugi.supervisor.process.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the JVMs among a worker's processes for thread dumps by SIGQUIT, twice, and finds them in
 * its output. Nothing is attached to: an attacher that is killed has been seen to freeze a JVM.
 */
final class ThreadDumps {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Duration LAST_ANSWER = Duration.ofMillis(3500);
    private static final long LOOK_MILLIS = 30;
    private static final int MOST_JVMS = 3;
    private static final int LARGEST = 1 << 20;
    private static final int MOST_QUOTES = 6;

    /** Two large dumps at once are memory enough. */
    private static final Object READING = new Object();

    private final Signals signals;
    private final Listening output;
    private final CountDownLatch never = new CountDownLatch(1);
    private final long begin = System.nanoTime();
    private final List<Jvm> jvms = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** One that is asked: where the answers begin, and what they are. */
    private static final class Jvm {
        final ProcStat process;
        final List<Long> asked = new ArrayList<>();
        @Nullable ThreadDump first;
        @Nullable ThreadDump second;

        Jvm(ProcStat process) {
            this.process = process;
        }
    }

    ThreadDumps(Signals signals, Listening output) {
        this.signals = signals;
        this.output = output;
    }

    /** Asks those that may be asked for the first time; of the others it is noted why not. */
    void askFirst(List<ProcStat> processes) throws InterruptedException {
        for (ProcStat process : processes) {
            if (LiveJvm.is(process.pid())) {
                Optional<String> refusal = refusal(process);
                refusal.ifPresent(
                        why -> notes.add("no thread dump of pid " + process.pid() + ": " + why));
                if (refusal.isEmpty()) {
                    jvms.add(new Jvm(process));
                }
            }
        }
        askAll();
    }

    private Optional<String> refusal(ProcStat process) {
        if (jvms.size() == MOST_JVMS) {
            return Optional.of(MOST_JVMS + " others were asked");
        }
        if (output.file().isEmpty()) {
            return Optional.of("its output goes to no file of its own");
        }
        Optional<String> elsewhere =
                LiveJvm.output(process.pid())
                        .filter(to -> !to.equals(output.file().get()))
                        .map(to -> "it would write it to " + to + ", not to its log");
        return elsewhere.or(() -> LiveJvm.refusal(process));
    }

    /** Asks for the second time, a second after the first, and waits for the last answer. */
    void askAgain() throws InterruptedException {
        while (anyLives() && begin + BETWEEN.toNanos() - System.nanoTime() > 0) {
            pause();
        }
        askAll();
        for (Jvm jvm : jvms) {
            collect(jvm);
        }
    }

    private boolean anyLives() {
        return jvms.stream().anyMatch(jvm -> jvm.process.identity().isAlive());
    }

    private void pause() throws InterruptedException {
        var unused = never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One after the other, since they may write to the same file. */
    private void askAll() throws InterruptedException {
        for (Jvm jvm : jvms) {
            OptionalLong end = output.end();
            boolean may = end.isPresent() && LiveJvm.refusal(jvm.process).isEmpty();
            if (may) {
                jvm.asked.add(end.getAsLong());
                signals.toProcess(jvm.process.identity(), SignalName.QUIT, Signals.Refusals.UNTOLD);
                awaitAnswer(jvm, end.getAsLong());
            }
        }
    }

    /** Until a whole dump has come and it is quiet again, or it is late. */
    private void awaitAnswer(Jvm jvm, long from) throws InterruptedException {
        long limit = System.nanoTime() + BETWEEN.toNanos() - TimeUnit.MILLISECONDS.toNanos(100);
        long last = begin + LAST_ANSWER.toNanos();
        long before = from;
        long looked = from;
        while (limit - System.nanoTime() > 0
                && last - System.nanoTime() > 0
                && jvm.process.identity().isAlive()) {
            pause();
            long end = output.end().orElse(from);
            if (end == before && end > looked) {
                looked = end;
                if (dumps(from).stream().anyMatch(ThreadDump::isWhole)) {
                    return;
                }
            }
            before = end;
        }
    }

    private List<ThreadDump> dumps(long from) {
        synchronized (READING) {
            return ThreadDump.all(output.read(from, from + LARGEST));
        }
    }

    private void collect(Jvm jvm) {
        if (jvm.asked.isEmpty()) {
            return;
        }
        List<ThreadDump> first = dumps(jvm.asked.get(0));
        jvm.first = first.isEmpty() ? null : first.get(0);
        if (jvm.first == null) {
            notes.add("no thread dump of pid " + jvm.process.pid() + ": it did not answer SIGQUIT");
        } else if (jvm.asked.size() > 1) {
            List<ThreadDump> second = dumps(jvm.asked.get(1));
            // A slow first answer ends after the second asking, and is not the second answer.
            jvm.second = !second.isEmpty() ? second.get(0) : first.size() > 1 ? first.get(1) : null;
        }
    }

    List<String> notes() {
        return notes;
    }

    /** The first dumps; empty if there is none. */
    String firstText() {
        StringBuilder text = new StringBuilder();
        for (Jvm jvm : jvms) {
            append(text, jvm, jvm.first, List.of());
        }
        return text.toString();
    }

    /** The second ones, each after what it says together with the first. */
    String secondText() {
        StringBuilder text = new StringBuilder();
        for (Jvm jvm : jvms) {
            ThreadDump first = jvm.first;
            ThreadDump second = jvm.second;
            List<String> compared =
                    first == null || second == null
                            ? List.of()
                            : new ThreadComparison(first, second).lines();
            append(text, jvm, second, compared);
        }
        return text.toString();
    }

    private static void append(
            StringBuilder text, Jvm jvm, @Nullable ThreadDump dump, List<String> compared) {
        if (dump == null) {
            return;
        }
        text.append("pid ").append(jvm.process.pid()).append(", ");
        text.append(jvm.process.name()).append(dump.isWhole() ? "" : ", not complete");
        text.append("\n\n");
        compared.forEach(line -> text.append(line).append('\n'));
        text.append(compared.isEmpty() ? "" : "\n");
        dump.lines().forEach(line -> text.append(line).append('\n'));
        text.append('\n');
    }

    /** What the JVMs say of deadlocks, a quote for each thread. */
    List<Quote> quotes() {
        List<Quote> quotes = new ArrayList<>();
        for (Jvm jvm : jvms) {
            ThreadDump newest = jvm.second == null ? jvm.first : jvm.second;
            if (newest != null) {
                newest.deadlockedThreads().stream()
                        .limit(MOST_QUOTES)
                        .forEach(thread -> quotes.add(new Quote(Quote.OUTPUT, thread)));
            }
        }
        return quotes;
    }
}
