package io.ottugi.supervisor.fleet;

import io.ottugi.supervisor.lifecycle.State;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The main flows over several units, and faults that the simulation has found. */
class FleetStoriesTest {
    private static final String[] CHAIN = {"db", "web after=db", "proxy after=web"};

    @Test
    void aChainStartsFromItsRootAndStopsFromItsEnd() {
        FleetStory.of(CHAIN)
                .does("start db", "start web", "start proxy")
                .stop("ann", "db web proxy")
                .does("stop proxy")
                .ends("proxy")
                .does("stop web")
                .ends("web")
                .does("stop db")
                .told("ann", "proxy STOPPED", "web STOPPED")
                .ends("db")
                .told("ann", "proxy STOPPED", "web STOPPED", "db STOPPED", "done");
    }

    @Test
    void aChainIsRestartedDownFromItsEndAndUpFromItsRoot() {
        FleetStory.of(CHAIN)
                .does("start db", "start web", "start proxy")
                .restart("ann", "db web proxy")
                .ends("proxy")
                .waitsFor("proxy", "web (STOPPING)")
                .ends("web")
                .does("stop proxy", "stop web", "stop db")
                .ends("db")
                .does("start db", "start web", "start proxy")
                .told("ann", "db RUNNING", "web RUNNING", "proxy RUNNING", "done");
    }

    @Test
    void whoIsStoppedAloneLeavesItsDependents() {
        FleetStory.of(CHAIN)
                .does("start db", "start web", "start proxy")
                .stop("ann", "db")
                .does("stop db")
                .ends("db")
                .is("web proxy", State.RUNNING)
                .exits("web", 1)
                .is("web", State.WAITING)
                .waitsFor("web", "db (STOPPED)");
    }

    @Test
    void aDependentIsRestartedWithItsDependency() {
        FleetStory.of("db", "web after=db restart_with=true", "proxy after=web")
                .does("start db", "start web", "start proxy")
                .exits("db", 1)
                .does("stop web", "start db")
                .is("proxy", State.RUNNING)
                .ends("web")
                .does("start web")
                .is("db web proxy", State.RUNNING);
    }

    @Test
    void aRollingRestartRestartsOneAtATime() {
        FleetStory.of("web instances=3")
                .does("start web:1", "start web:2", "start web:3")
                .roll("ann", "web:1 web:2 web:3")
                .does("stop web:1")
                .ends("web:1")
                .does("start web:1", "stop web:2")
                .ends("web:2")
                .does("start web:2", "stop web:3")
                .ends("web:3")
                .told("ann", "web:1 RUNNING", "web:2 RUNNING", "web:3 RUNNING", "done");
    }

    @Test
    void aRollingRestartLeavesTheRestAloneWhenOneIsStopped() {
        FleetStory.of("web instances=3")
                .roll("ann", "web:1 web:2 web:3")
                .stop("bob", "web:1")
                .ends("web:1")
                .told(
                        "ann",
                        "web:1 STOPPED_MEANWHILE",
                        "web:2 UNTOUCHED",
                        "web:3 UNTOUCHED",
                        "failed")
                .told("bob", "web:1 STOPPED", "done")
                .is("web:2 web:3", State.RUNNING);
    }

    @Test
    void whatIsStoppedDuringARollingRestartStaysStopped() {
        FleetStory.of("web instances=3")
                .roll("ann", "web:1 web:2 web:3")
                .stop("bob", "web:2")
                .ends("web:2")
                .ends("web:1")
                .ends("web:3")
                .is("web:1 web:3", State.RUNNING)
                .is("web:2", State.STOPPED)
                .told("ann", "web:1 RUNNING", "web:3 RUNNING", "done");
    }

    /** The newest request holds; it was skipped as one that is to stop. */
    @Test
    void aRollingRestartBringsUpWhatWasStoppedBefore() {
        FleetStory.of("web instances=2")
                .stop("ann", "web:1 web:2")
                .ends("web:2")
                .roll("bob", "web:1 web:2")
                .ends("web:1")
                .is("web:1 web:2", State.RUNNING)
                .told("bob", "web:1 RUNNING", "web:2 RUNNING", "done");
    }

    /** Its restart was dropped, and who waited for that was never answered. */
    @Test
    void aStartDoesNotDropARestartThatSomebodyWaitsFor() {
        FleetStory.of(CHAIN)
                .does("start db", "start web", "start proxy")
                .restart("ann", "db web proxy")
                .start("bob", "db")
                .told("bob", "db ALREADY_RUNNING", "done")
                .ends("proxy")
                .ends("web")
                .ends("db")
                .told("ann", "db RUNNING", "web RUNNING", "proxy RUNNING", "done");
    }

    @Test
    void whoWaitsForARestartIsToldThatAStopAndAStartHaveReplacedIt() {
        FleetStory.of(CHAIN)
                .restart("ann", "db web proxy")
                .stop("bob", "db")
                .start("eve", "db")
                .told("ann", "db STARTED_MEANWHILE")
                .told("bob", "db STARTED_MEANWHILE", "failed")
                .told("eve", "db ALREADY_RUNNING", "done");
    }

    /** Only the nearest was looked at, so that who started the last one waited for ever. */
    @Test
    void whoStartsTheEndOfAChainIsToldThatItsRootStaysDown() {
        FleetStory.of(CHAIN)
                .stop("ann", "db web proxy")
                .ends("proxy")
                .ends("web")
                .ends("db")
                .start("bob", "web proxy")
                .told("bob", "web WAITING", "proxy WAITING", "failed")
                .start("eve", "db")
                .is("db web proxy", State.RUNNING);
    }

    /** What had come to its end did not any more, and the loop looked at it again and again. */
    @Test
    void theLoopSleepsWhenAUnitIsStartedWhileTheStartupWaitsForExplanations() {
        FleetStory.of("start_rate=1", "db", "bad restart.policy=never", "web after=db")
                .after(Duration.ofSeconds(1))
                .exits("bad", 1)
                .stop("ann", "web")
                .restart("bob", "db")
                .start("eve", "web")
                .is("web", State.WAITING)
                .sleeps()
                .after(Duration.ofSeconds(3))
                .startupIsOver(true)
                .sleeps();
    }

    @Test
    void whoDoesNotWaitIsToldOfEachUnitOnce() {
        FleetStory.of("a", "b after=a restart_with=true")
                .reload("ann", "a")
                .reload("hasty", "a v2", "b after=a restart_with=true")
                .told("hasty", "a ASKED", "b ASKED", "done");
    }

    @Test
    void whatAnOperatorStoppedStaysStopped() {
        FleetStory.of("web instances=2", "db")
                .stop("ann", "web:2")
                .ends("web:2")
                .reload("bob", "web instances=2 v2", "db")
                .ends("web:1")
                .scale("eve", "web", 3)
                .is("web:1 web:3 db", State.RUNNING)
                .is("web:2", State.STOPPED)
                .next("web instances=2 v2", "db")
                .is("web:1 web:3 db", State.RUNNING)
                .is("web:2", State.STOPPED);
    }

    @Test
    void whatCannotBeStoredIsTold() {
        FleetStory.of("web")
                .diskIsFull(true)
                .stop("ann", "web")
                .ends("web")
                .told("ann", "not stored", "web STOPPED", "done")
                .next("web")
                .is("web", State.RUNNING);
    }

    @Test
    void whatComesBackBeforeItHasStoppedGoesOn() {
        FleetStory.of("a", "b")
                .does("start a", "start b")
                .reload("ann", "a")
                .does("stop b")
                .units(Set.of("a", "b"))
                .reload("bob", "a", "b")
                .ends("b")
                .does("start b")
                .told("ann", "b STARTED_MEANWHILE", "failed")
                .told("bob", "b RUNNING", "done");
    }

    @Test
    void whatComesBackBeforeItsTurnToStopIsNotStopped() {
        FleetStory.of("db", "web after=db")
                .reload("ann", "x")
                .does("start db", "start web", "stop web", "start x")
                .reload("bob", "db", "web after=db", "x")
                .ends("web")
                .does("start web")
                .is("db web", State.RUNNING);
    }

    @Test
    void aReloadRestartsOnlyWhatIsMadeOtherwise() {
        FleetStory.of("a", "b", "c after=b")
                .does("start a", "start b", "start c")
                .reload("ann", "a v2", "b restart.max=9s", "d")
                .does("stop a", "stop c", "start d")
                .ends("c")
                .ends("a")
                .told("ann", "d RUNNING", "c STOPPED", "a RUNNING", "done")
                .units(Set.of("a", "b", "d"));
    }

    @Test
    void startsKeepTheRate() {
        FleetStory.of("start_rate=1", "a", "b", "c")
                .does("start a")
                .waitsFor("b", "its turn")
                .after(Duration.ofMillis(999))
                .does()
                .after(Duration.ofMillis(1))
                .does("start b")
                .after(Duration.ofSeconds(5))
                .does("start c");
    }

    @Test
    void nothingStartsOnceTheSupervisorLeaves() {
        FleetStory.of(CHAIN)
                .does("start db", "start web", "start proxy")
                .leave()
                .exits("db", 1)
                .does("stop proxy")
                .ends("proxy")
                .ends("web")
                .does("stop web")
                .isOver(true);
    }
}
