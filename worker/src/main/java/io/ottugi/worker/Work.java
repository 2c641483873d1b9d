package io.ottugi.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The worker's one thread: it counts, and does what its misbehaviours have entered in the agenda.
 * After a pause (a stopped process, a suspended machine) it goes on at its interval; counts that
 * were missed are not made up for in a burst.
 */
final class Work implements Stage {
    private static final long A_YEAR = Duration.ofDays(365).toNanos();

    private final Settings settings;
    private final Identity self;
    private final CountFile file;
    private final StandardOutput output;
    private final Pace pace;
    private final Agenda agenda = new Agenda();
    private final List<Thread> unfinished = new ArrayList<>();
    private final long start;
    private long count;
    private long countsLeft;
    private long countedAt;
    private boolean ready = true;
    private boolean counting = true;
    private boolean ended;
    private int exitCode;

    Work(Settings settings, Identity self, CountFile file, StandardOutput output, Pace pace) {
        this.settings = settings;
        this.self = self;
        this.file = file;
        this.output = output;
        this.pace = pace;
        this.start = pace.now();
        this.countedAt = start;
        this.count = settings.resume() ? file.lastCount() : 0;
        this.countsLeft = settings.counts();
    }

    /** Returns the exit code, if the worker was told to end at all. */
    int run() throws Refusal {
        agenda.add(start, new Counting());
        for (Misbehaviour misbehaviour : settings.misbehaviours()) {
            misbehaviour.begin(this);
        }
        if (ready) {
            output.write("ready pid " + self.pid() + "\n");
        }
        while (!ended) {
            doNext();
        }
        return exitCode;
    }

    private void doNext() throws Refusal {
        if (agenda.isEmpty()) {
            pace.waitUntil(pace.now() + A_YEAR);
            return;
        }
        Agenda.Entry next = agenda.take();
        pace.waitUntil(next.time());
        next.deed().perform();
    }

    /** A class with a name, not a lambda: it is on the way to the first count. */
    private final class Counting implements Deed {
        @Override
        public void perform() throws Refusal {
            if (counting) {
                writeCount();
                if (--countsLeft == 0) {
                    finish();
                }
                agenda.add(nextCount(), this);
            }
        }
    }

    private void writeCount() {
        count++;
        String line = CountLine.of(count, self.pid(), Clock.now());
        file.append(line);
        output.write(line);
    }

    private long nextCount() {
        long interval = settings.interval().toNanos();
        long now = pace.now();
        countedAt += interval;
        if (now - countedAt > interval) {
            countedAt = now + interval;
        }
        return countedAt;
    }

    private void finish() throws Refusal {
        try {
            for (Thread activity : unfinished) {
                activity.join();
            }
        } catch (InterruptedException e) {
            throw new Refusal(Refusal.INTERNAL, "interrupted before the last count's end");
        }
        end(0);
    }

    @Override
    public long pid() {
        return self.pid();
    }

    @Override
    public StandardOutput output() {
        return output;
    }

    @Override
    public void at(Duration after, Deed deed) {
        agenda.add(start + after.toNanos(), deed);
    }

    @Override
    public void neverReady() {
        ready = false;
        counting = false;
    }

    @Override
    public void stopCounting() {
        counting = false;
    }

    @Override
    public void finishBeforeEnd(Thread activity) {
        unfinished.add(activity);
    }

    @Override
    public void end(int code) {
        ended = true;
        exitCode = code;
    }
}
