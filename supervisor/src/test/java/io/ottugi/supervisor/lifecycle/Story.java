package io.ottugi.supervisor.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one worker, told step by step; time passes only when the story says so. Nothing
 * has to be before a start, unless the story says that too.
 */
final class Story {
    static final long PID = 100;
    static final Duration EXAMINATION = Duration.ofSeconds(5);

    private static final Action ASK = new Action.AskToStart();

    /**
     * The default, but each wait is exactly what the formula says, and a worker counts as started
     * as soon as it is seen to run.
     */
    static final LifecyclePolicy PLAIN = policy(RestartPolicy.Mode.ALWAYS, 0);

    private final LifecyclePolicy policy;
    private final WorkerMachine machine;
    private boolean mayStartAtOnce = true;
    private long now;
    private Snapshot snapshot;
    private List<Action> actions = new ArrayList<>();

    private Story(LifecyclePolicy policy, double random, long now) {
        this.policy = policy;
        machine = new WorkerMachine(policy, () -> random);
        this.now = now;
        snapshot = Snapshot.initial(0, now);
    }

    static Story begin() {
        return begin(PLAIN);
    }

    static Story begin(LifecyclePolicy policy) {
        return new Story(policy, 0.5, 0);
    }

    static Story begin(LifecyclePolicy policy, double random, long now) {
        return new Story(policy, random, now);
    }

    static LifecyclePolicy policy(RestartPolicy.Mode mode, double jitter) {
        return policy(mode, jitter, null);
    }

    /** Always started again, until the limit is used up. */
    static LifecyclePolicy limited(RestartLimit limit) {
        return policy(RestartPolicy.Mode.ALWAYS, 0, limit);
    }

    static LifecyclePolicy limited(RestartPolicy.Mode mode, RestartLimit limit) {
        return policy(mode, 0, limit);
    }

    /** Always started again, but after such a fall. */
    static LifecyclePolicy never(FallPattern... patterns) {
        return except(RestartPolicy.Mode.ALWAYS, Set.of(patterns), Set.of());
    }

    static LifecyclePolicy except(
            RestartPolicy.Mode mode, Set<FallPattern> never, Set<FallPattern> always) {
        RestartPolicy plain = PLAIN.restart();
        return policy(
                new RestartPolicy(
                        mode,
                        plain.backoff(),
                        plain.resetAfter(),
                        null,
                        never,
                        always,
                        plain.successExitCodes()));
    }

    private static LifecyclePolicy policy(
            RestartPolicy.Mode mode, double jitter, @Nullable RestartLimit limit) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), 2, Duration.ofSeconds(30), jitter);
        return policy(
                new RestartPolicy(
                        mode,
                        backoff,
                        Duration.ofSeconds(30),
                        limit,
                        Set.of(),
                        Set.of(),
                        Set.of(0)));
    }

    static LifecyclePolicy policy(RestartPolicy restart) {
        return policy(restart, Duration.ZERO);
    }

    /** The same, but it counts as started only when it has run for so long. */
    static LifecyclePolicy settlingFor(Duration settle) {
        return policy(PLAIN.restart(), settle);
    }

    private static LifecyclePolicy policy(RestartPolicy restart, Duration settle) {
        return new LifecyclePolicy(
                restart, Duration.ofSeconds(60), settle, Duration.ofSeconds(10), EXAMINATION);
    }

    /** Something has to be before each start from now on: it is asked, and not answered. */
    Story held() {
        mayStartAtOnce = false;
        return this;
    }

    Story on(Event event) {
        actions = new ArrayList<>();
        step(event);
        if (mayStartAtOnce && actions.remove(ASK)) {
            step(new Event.MayStart());
        }
        return this;
    }

    private void step(Event event) {
        Step step = machine.step(snapshot, event, now);
        snapshot = step.next();
        actions.addAll(step.actions());
    }

    Story mayStart() {
        return on(new Event.MayStart());
    }

    Story start() {
        return on(new Event.Start());
    }

    Story stop() {
        return on(new Event.Stop());
    }

    Story kill() {
        return on(new Event.Kill());
    }

    Story restart() {
        return on(new Event.Restart());
    }

    Story restartWith() {
        return on(new Event.RestartWith());
    }

    Story tryAgain() {
        return on(new Event.TryAgain());
    }

    Story tick() {
        return on(new Event.Tick());
    }

    Story spawned() {
        return on(new Event.Spawned(snapshot.generation(), PID + snapshot.generation()));
    }

    Story ready() {
        return on(new Event.Ready(snapshot.generation()));
    }

    /** Starts it, unless a start is under way, and lets it become ready. */
    Story runs() {
        if (snapshot.state() != State.STARTING) {
            start();
        }
        return spawned().ready().is(State.RUNNING);
    }

    Story ends(WaitStatus status) {
        return on(new Event.Ended(snapshot.generation(), new Cause.Ended(status), false));
    }

    Story exits(int code) {
        return ends(new WaitStatus.Exited(code));
    }

    Story exitsLeavingOthers(int code) {
        Cause cause = new Cause.Ended(new WaitStatus.Exited(code));
        return on(new Event.Ended(snapshot.generation(), cause, true));
    }

    Story examined() {
        return on(new Event.Examined(snapshot.generation()));
    }

    Story cleared() {
        return on(new Event.Cleared(snapshot.generation()));
    }

    Story spawnFails() {
        Cause.CouldNotStart why = new Cause.CouldNotStart(Cause.Stage.FORK, "EAGAIN");
        return on(new Event.SpawnFailed(snapshot.generation(), why));
    }

    /** Runs it into n falls in a row, waiting out each wait; it stands at {@code STARTING}. */
    Story fallsInARow(int n) {
        for (int i = 0; i < n; i++) {
            runs().exits(7).waitsOut();
        }
        return this;
    }

    /** Falls as soon as it runs, until it does not come back by itself. */
    Story fallsUntilGivenUp() {
        for (int i = 0; i < 100 && snapshot.state() != State.FAILED; i++) {
            runs().exits(7).waitsOut();
        }
        return is(State.FAILED);
    }

    /** Lets the time of the deadline come, if it waits for its next start. */
    Story waitsOut() {
        return snapshot.state() == State.BACKOFF ? due() : this;
    }

    /** Lets exactly the time of its deadline come. */
    Story due() {
        now = deadline().at();
        return tick();
    }

    Story after(Duration wait) {
        now += wait.toNanos();
        return this;
    }

    Story is(State state) {
        assertEquals(state, snapshot.state(), () -> snapshot + " after " + actions);
        return this;
    }

    Story wanted(Desired desired) {
        assertEquals(desired, snapshot.desired());
        return this;
    }

    /** What the newest step did, but for what it told. */
    Story does(Action... expected) {
        assertEquals(List.of(expected), actions.stream().filter(a -> !isTelling(a)).toList());
        return this;
    }

    Story tells(Happening... expected) {
        List<Action> telling = actions.stream().filter(Story::isTelling).toList();
        List<Action> wanted = new ArrayList<>();
        for (Happening what : expected) {
            wanted.add(new Action.Tell(what));
        }
        assertEquals(wanted, telling);
        return this;
    }

    Story nothingHappens(Event event) {
        Snapshot before = snapshot;
        on(event);
        assertEquals(before, snapshot, () -> "after " + event);
        assertEquals(List.of(), actions, () -> "after " + event);
        return this;
    }

    Story waits(Deadline kind, Duration wait) {
        assertEquals(kind, deadline().kind());
        assertEquals(wait, Duration.ofNanos(deadline().at() - now));
        return this;
    }

    Story falls(int falls) {
        assertEquals(falls, snapshot.falls(), "falls in a row");
        return this;
    }

    Story restarts(long restarts) {
        assertEquals(restarts, snapshot.restarts(), "automatic starts");
        return this;
    }

    Story givenUp(@Nullable GivenUp why) {
        assertEquals(why, snapshot.givenUp(), "given up");
        return this;
    }

    Story fell(Cause cause, boolean asked) {
        Fall fall = lastFall();
        assertEquals(cause, fall.cause());
        assertEquals(asked, fall.asked(), "asked to end");
        return this;
    }

    Fall lastFall() {
        Fall fall = snapshot.lastFall();
        if (fall == null) {
            throw new AssertionError("it never fell: " + snapshot);
        }
        return fall;
    }

    LifecyclePolicy policy() {
        return policy;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    long now() {
        return now;
    }

    List<Action> actions() {
        return actions;
    }

    private Due deadline() {
        Due due = snapshot.due();
        if (due == null) {
            throw new AssertionError("it waits for nothing: " + snapshot);
        }
        return due;
    }

    private static boolean isTelling(Action action) {
        return action instanceof Action.Tell;
    }
}
