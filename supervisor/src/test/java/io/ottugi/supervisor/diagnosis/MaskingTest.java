package io.ottugi.supervisor.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No secret is written down, and what is none stays readable. */
class MaskingTest {
    private final Masking masking =
            new Masking(
                    Map.of(
                            "DB_PASSWORD", "hunter2-long",
                            "API_KEY", "k3y",
                            "PWD", "/srv/web",
                            "USE_TOKEN", "true",
                            "HOME", "/home/anna"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login with hunter2-long failed | login with *** failed",
                "xhunter2-longx | x***x",
                "key k3y, not k3yboard | key ***, not k3yboard",
                "in /srv/web of /home/anna true | in /srv/web of /home/anna true",
                "java -Ddb.secret=abc -jar x.jar | java -Ddb.secret=*** -jar x.jar",
                "--password=abc --user=anna | --password=*** --user=anna",
                "--password abc --user anna | --password *** --user anna",
                "jdbc:pg://h/d?user=a&password=abc&ssl=1 | jdbc:pg://h/d?user=a&password=***&ssl=1",
                "postgres://anna:s3cr/et@db:5432/x | postgres://anna:***@db:5432/x",
                "http://localhost:8080/a@b | http://localhost:8080/a@b",
                "\"api_key\": \"abc def\", \"n\": 1 | \"api_key\": ***, \"n\": 1",
                "Authorization: Bearer abc.def | Authorization: Bearer ***",
                "spring.datasource.password=abc | spring.datasource.password=***",
                "password: abc | password: ***",
                "Unexpected token: foo | Unexpected token: foo",
                "bad credentials for anna | bad credentials for anna",
            })
    void inTexts(String text, String masked) {
        assertEquals(masked, masking.text(text));
        assertEquals(masked, masking.text(masked), "masked twice");
    }

    @Test
    void inCommands() {
        assertEquals(
                List.of("web", "--password", "***", "--token", "--port", "80", "-p=***", "***"),
                masking.command(
                        List.of(
                                "web",
                                "--password",
                                "abc",
                                "--token",
                                "--port",
                                "80",
                                "-p=k3y",
                                "hunter2-long")));
    }

    @Test
    void inTheEnvironmentOfAFatalErrorsFile() {
        String text =
                "Command Line: -Dx.password=abc\n\nEnvironment Variables:\nPATH=/bin\nJAVA_OPTS=-Da=b c\n\nSignal Handlers:\nSIGSEGV=x\n";
        assertEquals(
                "Command Line: -Dx.password=***\n\nEnvironment Variables:\nPATH=***\nJAVA_OPTS=***\n\nSignal Handlers:\nSIGSEGV=x\n",
                masking.hsErr(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASSWORD",
                "db_passwd",
                "PGPASSWORD",
                "SECRET",
                "AWS_SECRET_ACCESS_KEY",
                "GITHUB_TOKEN",
                "API-KEY",
                "PRIVATE_KEY",
                "SENTRY_DSN",
                "KEY",
                "MYSQL_PWD"
            })
    void namesThatLookSecret(String name) {
        assertTrue(Masking.looksSecret(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PWD",
                "OLDPWD",
                "HOME",
                "PATH",
                "KEYBOARD",
                "PASSAGE",
                "SSH_AUTH_SOCK",
                "MONKEY"
            })
    void namesThatDoNot(String name) {
        assertFalse(Masking.looksSecret(name));
    }
}
