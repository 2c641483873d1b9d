/*
 * noting-worker FILE: the worker of the benchmarks. Its first act is to look at the monotonic clock, its
 * last, once USR1 knocks it over, is to look again; both times go to FILE, a line each:
 *
 *     born PID NANOSECONDS
 *     died PID NANOSECONDS
 *
 * It dies of SIGKILL, so that whoever keeps it standing sees what a crash looks like. TERM ends it unnoted.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int note(int fd, const char *what, long long at)
{
    char line[64];
    int length = snprintf(line, sizeof line, "%s %ld %lld\n", what, (long) getpid(), at);
    return write(fd, line, (size_t) length) == length;
}

int main(int argc, char **argv)
{
    long long born = now();
    sigset_t knock;
    int fd, signal;

    if (argc != 2)
        return 64;
    sigemptyset(&knock);
    sigaddset(&knock, SIGUSR1);
    sigprocmask(SIG_BLOCK, &knock, NULL);
    fd = open(argv[1], O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0 || !note(fd, "born", born))
        return 74;
    sigwait(&knock, &signal);
    note(fd, "died", now());
    kill(getpid(), SIGKILL);
    return 70;
}
