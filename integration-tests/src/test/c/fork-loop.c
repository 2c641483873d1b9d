/*
 * fork-loop COMMAND ARG...: the least that keeps a program standing, and the floor under every figure: fork,
 * exec, wait, again. It stops nothing and forgives nothing.
 */
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 2)
        return 64;
    for (;;) {
        pid_t child = fork();
        if (child == 0) {
            execv(argv[1], argv + 1);
            _exit(127);
        }
        if (child < 0 || waitpid(child, NULL, 0) < 0)
            return 71;
    }
}
