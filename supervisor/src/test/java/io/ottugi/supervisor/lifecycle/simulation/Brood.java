package io.ottugi.supervisor.lifecycle.simulation;

import java.util.ArrayList;
import java.util.List;

/** The processes of one generation: the first one, and those that it started. */
final class Brood {
    /** One process. */
    static final class Member {
        private final boolean ignoresTerm;
        private final long hangsUntil;
        private boolean alive = true;

        /**
         * @param hangsUntil it is stuck in the kernel, and no signal ends it sooner
         */
        Member(boolean ignoresTerm, long hangsUntil) {
            this.ignoresTerm = ignoresTerm;
            this.hangsUntil = hangsUntil;
        }

        boolean ignoresTerm() {
            return ignoresTerm;
        }

        long hangsUntil() {
            return hangsUntil;
        }

        boolean alive() {
            return alive;
        }
    }

    private final long generation;
    private final long pid;
    private final List<Member> members = new ArrayList<>();
    private boolean answered;
    private boolean endTold;
    private long toldAt;

    Brood(long generation, long pid) {
        this.generation = generation;
        this.pid = pid;
    }

    long generation() {
        return generation;
    }

    long pid() {
        return pid;
    }

    /** The first process comes first. */
    List<Member> members() {
        return members;
    }

    /** The supervisor has learnt of it, or of its failure to be. */
    void answered() {
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }

    void endTold() {
        endTold = true;
    }

    boolean isEndTold() {
        return endTold;
    }

    /** When the newest of its news arrives; the next may not overtake it. */
    long toldAt() {
        return toldAt;
    }

    void toldAt(long time) {
        toldAt = time;
    }

    /** Gone, or never to be. */
    void die(Member member) {
        member.alive = false;
    }

    boolean isFirst(Member member) {
        return members.get(0) == member;
    }

    boolean anyAlive() {
        for (Member member : members) {
            if (member.alive) {
                return true;
            }
        }
        return false;
    }

    /** Whether it runs, or may yet. */
    boolean mayRun() {
        return !answered || anyAlive();
    }
}
