package io.ottugi.supervisor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.json.Json;
import io.ottugi.supervisor.json.Json.BadJson;
import java.util.ArrayList;
import java.util.List;
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
    void instancesAreToldApartWhereTheyDiffer() throws BadJson {
        assertEquals(
                "web: changed, at once: web:1; needs a restart: web:2; to be started: web:3\n",
                new ReloadView()
                        .lines(change("changed", "web:1 live", "web:2 restart", "web:3 start")));
        assertEquals(
                "web: changed, needs a restart\n",
                new ReloadView().lines(change("changed", "web:1 restart", "web:2 restart")));
        assertEquals(
                "mail: not changed itself, needs a restart\n",
                new ReloadView().lines(change("unchanged", "mail restart")));
        JsonObject adopted = change("unchanged", "web restart");
        adopted.add("earlier_settings", Json.array(List.of("command", "nice")));
        assertEquals(
                """
                web: not changed itself, needs a restart
                  runs with earlier settings: command, nice
                """,
                new ReloadView().lines(adopted));
    }

    private static JsonObject change(String change, String... units) throws BadJson {
        List<String> parts = new ArrayList<>();
        for (String unit : units) {
            String[] words = unit.split(" ");
            parts.add("{\"unit\":\"%s\",\"effect\":\"%s\"}".formatted(words[0], words[1]));
        }
        return Json.object(
                "{\"worker\":\"%s\",\"change\":\"%s\",\"effect\":\"restart\",\"keys\":[],\"units\":[%s]}"
                        .formatted(
                                units[0].replaceFirst("[: ].*", ""),
                                change,
                                String.join(",", parts)));
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
