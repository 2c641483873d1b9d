package io.ottugi.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ottugi.it.harness.Await;
import io.ottugi.it.harness.Event;
import io.ottugi.it.harness.Instance;
import io.ottugi.it.harness.Running;
import io.ottugi.it.harness.Sandbox;
import io.ottugi.it.harness.Skip;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that many people run: nginx, which finishes what it does when it is told to QUIT. */
class NginxIT {
    private static final int BODY = 40_000;

    @RegisterExtension final Sandbox sandbox = new Sandbox();
    private final Instance web = sandbox.instance("web");
    private final Path socket = sandbox.work().resolve("s");

    @BeforeEach
    void needsNginx() {
        Skip.unless(
                Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                        .map(Path::of)
                        .anyMatch(Files::isExecutable),
                "nginx is not installed");
    }

    private void up(String... options) {
        sandbox.write("body", "x".repeat(BODY));
        Path file =
                sandbox.write(
                        "nginx.conf",
                        """
                        user root root;
                        daemon off;
                        pid %s.pid;
                        error_log stderr notice;
                        worker_processes 1;
                        events { worker_connections 16; }
                        http {
                            access_log /dev/stdout;
                            server {
                                listen unix:%s;
                                location / { root %s; limit_rate 10k; }
                            }
                        }
                        """
                                .formatted(socket, socket, sandbox.work()));
        String[] all =
                Stream.of(
                                Stream.of(options),
                                Stream.of("--set", "stop.signal=QUIT", "--set", "stop.timeout=30s"),
                                Stream.of("--", "nginx", "-c", file.toString()))
                        .flatMap(words -> words)
                        .toArray(String[]::new);
        web.up(all);
        Await.until("its socket", () -> Files.exists(socket));
    }

    @Test
    void quitLetsItFinishWhatItDoes() throws IOException {
        up();
        try (SocketChannel client = ask()) {
            ByteBuffer answer = ByteBuffer.allocate(BODY + 1000);
            assertTrue(client.read(answer) > 0, "the answer has begun");
            Running stop = web.does("stop", "web").start();
            web.awaitEvent("stopping", 1);
            while (client.read(answer) >= 0) {
                assertTrue(answer.hasRemaining(), "more than was asked for");
            }
            String text = new String(answer.array(), 0, answer.position(), ISO_8859_1);
            assertTrue(text.endsWith("\r\n\r\n" + "x".repeat(BODY)), "all of it arrives");
            stop.finish().expect(0);
        }
        Event fell = web.events("fell").get(0);
        assertEquals("exit 0", fell.text("cause"));
        assertEquals("us", fell.text("by"));
        assertTrue(web.log().contains("GET /body HTTP/1.1"), web::log);
    }

    private SocketChannel ask() throws IOException {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        client.connect(UnixDomainSocketAddress.of(socket));
        client.write(
                ByteBuffer.wrap(
                        "GET /body HTTP/1.1\r\nHost: it\r\nConnection: close\r\n\r\n"
                                .getBytes(ISO_8859_1)));
        return client;
    }
}
