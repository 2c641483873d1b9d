package io.ottugi.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import org.junit.jupiter.api.Test;

class ReloadViewTest {
    @Test
    void aChangeTellsWhatComesOfItAndNoSecret() throws BadJson {
        String change =
                """
                {"worker":"web","change":"changed","effect":"restart","keys":[
                {"key":"restart.max","from":"30s","to":"5s"},
                {"key":"umask","from":null,"to":"022"},
                {"key":"nice","from":"5","to":null},
                {"key":"environment.TOKEN","from":null,"to":null}]}"""
                        .replace("\n", "");
        ReloadView view = new ReloadView();
        assertEquals(
                """
                web: changed, needs a restart
                  restart.max: 30s -> 5s
                  umask: set to 022
                  nice: no longer set; it was 5
                  environment.TOKEN: another value, which is not shown
                """,
                view.lines(Json.object(change)));
        assertEquals("nothing was changed\n", view.summary(true));
        assertEquals("", view.summary(false));
    }

    @Test
    void resultsAreToldAsOfAnyCommand() throws BadJson {
        ReloadView view = new ReloadView();
        assertEquals(
                "web is stopped\n",
                view.lines(Json.object("{\"worker\":\"web\",\"ok\":true,\"result\":\"stopped\"}")));
        assertEquals("nothing differs\n", view.summary(false));
    }
}
