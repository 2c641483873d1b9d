package io.ottugi.supervisor.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How programs that go into the background by themselves are made to stay in the foreground. */
public final class Daemons {
    /** What to do where it cannot stay in the foreground, or is not to. */
    static final String OTHERWISE =
            "Where it must go into the background, set 'forking.pid_file' to the file that it writes"
                    + " its number to: the process that this names is followed then. A task that is"
                    + " to leave processes behind has 'oneshot = true'.";

    /** By the name of the program: what to do, as its manual says. */
    private static final String TABLE =
            """
            nginx: write 'daemon off;' into its configuration, or add -g 'daemon off;'
            redis-server: add --daemonize no, or write 'daemonize no' into its file
            redis-sentinel: add --daemonize no, or write 'daemonize no' into its file
            valkey-server: add --daemonize no, or write 'daemonize no' into its file
            php-fpm: add --nodaemonize
            apache2ctl: add -DFOREGROUND
            apachectl: add -DFOREGROUND
            apache2: add -DFOREGROUND
            httpd: add -DFOREGROUND
            sshd: add -D
            cron: add -f
            crond: add -n (cronie) or -f (busybox, dcron)
            haproxy: take -D out, and 'daemon' out of its configuration; -W may stay
            memcached: take -d out
            mongod: take --fork out, and processManagement.fork out of its file
            pg_ctl: run 'postgres -D DIRECTORY' itself instead of 'pg_ctl start'
            mysqld: take --daemonize out
            mysqld_safe: run mysqld itself
            mariadbd-safe: run mariadbd itself
            named: add -f
            dnsmasq: add --keep-in-foreground
            unbound: add -d
            rsyslogd: add -n
            postfix: run 'postfix start-fg'
            dovecot: add -F
            exim4: run it with -bdf instead of -bd
            vsftpd: write 'background=NO' into its configuration
            proftpd: add --nodaemon
            squid: add --foreground
            varnishd: add -F
            lighttpd: add -D
            stunnel: write 'foreground = yes' into its configuration
            ntpd: add -n
            chronyd: add -n
            snmpd: add -f
            keepalived: add --dont-fork
            openvpn: take --daemon out
            clamd: add --foreground
            slapd: add -d 0
            gunicorn: take --daemon out
            celery: take --detach out; 'celery multi' always goes into the background
            uwsgi: take --daemonize out
            supervisord: add --nodaemon
            pm2: run pm2-runtime, or the program itself
            catalina.sh: run 'catalina.sh run' instead of 'start'
            startup.sh: for Tomcat run 'catalina.sh run'
            zkServer.sh: run 'zkServer.sh start-foreground'
            kafka-server-start.sh: take -daemon out
            elasticsearch: take -d out
            rabbitmq-server: take -detached out
            activemq: run 'activemq console'
            """;

    private static final Map<String, String> KNOWN =
            TABLE.lines()
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> line[1]));

    private Daemons() {}

    /**
     * Says how a program that has gone into the background stays in the foreground, in a clause
     * without a full stop.
     *
     * @param command of the worker
     * @param left what lived on, with the names of processes in it
     */
    public static String remedy(List<String> command, String left) {
        Stream<String> words =
                command.stream().map(word -> word.substring(word.lastIndexOf('/') + 1));
        Stream<String> names = Stream.of(left.split("[ ,]"));
        return Stream.concat(words, names)
                .filter(name -> KNOWN.containsKey(withoutVersion(name)))
                .map(
                        name ->
                                "to have "
                                        + name
                                        + " stay in the foreground, "
                                        + KNOWN.get(withoutVersion(name)))
                .findFirst()
                .orElse(
                        "have it stay in the foreground, by an option such as --foreground or"
                                + " --no-daemon, in a script by 'exec' before its last command"
                                + " instead of '&' after it");
    }

    /** Debian installs php-fpm8.2. */
    private static String withoutVersion(String name) {
        return name.startsWith("php-fpm") ? "php-fpm" : name;
    }
}
