package io.ottugi.supervisor.fleet.simulation;

import java.util.List;

/** All promises. */
final class Promises {
    private Promises() {}

    static List<Promise> all(FleetSimulation simulation) {
        return List.of(
                new OrderPromises.DependentStartsAfterItsDependencyIsReady(simulation),
                new OrderPromises.DependencyStopsAfterItsDependents(simulation),
                new OrderPromises.RestartComesUpFromItsRoot(),
                new OrderPromises.StartEndsNothing(simulation),
                new OrderPromises.DependentIsRestartedWithItsDependency(simulation),
                new OrderPromises.RollingNeverRestartsTwoAtOnce(simulation),
                new OrderPromises.NoTwoGenerationsLiveAtOnce(simulation),
                new OrderPromises.StartsKeepTheRate(simulation),
                new WantedPromises.StoppedByAnOperatorStaysStopped(simulation),
                new WantedPromises.AllIsAsItIsWanted(simulation),
                new WantedPromises.NothingStartsOnceLeaving(simulation),
                new WantedPromises.NobodyWaitsForEver(simulation),
                new WantedPromises.RemovedUnitsGo(simulation),
                new WantedPromises.StartupEnds(simulation),
                new ClientPromises.EachClientIsAnswered(),
                new ClientPromises.RestartIsAnsweredByANewGeneration());
    }
}
