package io.ottugi.supervisor.process.launch;

import io.ottugi.supervisor.config.Execution;
import io.ottugi.supervisor.config.value.BadSetting;
import io.ottugi.supervisor.config.value.DotEnv;
import io.ottugi.supervisor.failure.Failure;
import io.ottugi.supervisor.lifecycle.Cause.Stage;
import io.ottugi.supervisor.posix.Account;
import io.ottugi.supervisor.process.launch.ProcessStarter.StartFailed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes the environment of a worker: the operator's or a clean one, then the account's variables,
 * then the files, which are read at each start, then the variables, each winning over the former.
 */
final class WorkerEnvironment {
    /** All that a clean environment has of the operator's. */
    private static final Set<String> OF_A_CLEAN_ONE =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ");

    private static final String USUAL_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** Beyond this it is no file of variables, and exec would refuse it anyway. */
    private static final long LARGEST_FILE = 1 << 20;

    private final Map<String, String> operators;
    private final Supplier<Optional<Account>> ours;

    /**
     * @param ours the account that we run under
     */
    WorkerEnvironment(Map<String, String> operators, Supplier<Optional<Account>> ours) {
        this.operators = Map.copyOf(operators);
        this.ours = ours;
    }

    /**
     * @param user whom the worker runs as, if it was given one
     */
    Map<String, String> of(Execution.Environment wanted, Optional<Account> user)
            throws StartFailed {
        Map<String, String> variables = new HashMap<>(operators);
        if (!wanted.inherit()) {
            clean(variables);
        }
        user.ifPresent(account -> variables.putAll(variablesOf(account)));
        for (Path file : wanted.files()) {
            variables.putAll(read(file));
        }
        variables.putAll(wanted.variables());
        return variables;
    }

    private void clean(Map<String, String> variables) {
        variables.keySet().retainAll(OF_A_CLEAN_ONE);
        variables.putIfAbsent("PATH", USUAL_PATH);
        if (!variables.keySet().containsAll(Set.of("HOME", "USER", "LOGNAME", "SHELL"))) {
            ours.get().ifPresent(account -> variablesOf(account).forEach(variables::putIfAbsent));
        }
    }

    /** As login(1) sets them; what passwd(5) leaves empty has these meanings. */
    private static Map<String, String> variablesOf(Account account) {
        return Map.of(
                "HOME",
                account.home().isEmpty() ? "/" : account.home(),
                "USER",
                account.name(),
                "LOGNAME",
                account.name(),
                "SHELL",
                account.shell().isEmpty() ? "/bin/sh" : account.shell());
    }

    private static Map<String, String> read(Path file) throws StartFailed {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw unusable(file, ": it is no regular file");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw unusable(file, ": it is larger than 1 MiB");
            }
            return DotEnv.parse(text(Files.readAllBytes(file)));
        } catch (CharacterCodingException e) {
            throw unusable(file, ": it is not UTF-8");
        } catch (IOException e) {
            throw unusable(file, ": " + Failure.reason(e));
        } catch (BadSetting e) {
            // Its message begins with "line N: ".
            throw unusable(file, String.valueOf(e.getMessage()).replaceFirst("^line ", ":"));
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static StartFailed unusable(Path file, String why) {
        return StartFailed.at(Stage.SETTINGS, "environment file " + file + why);
    }
}
