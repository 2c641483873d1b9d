/**
 * The figures of {@code make bench}: how soon a fallen worker stands again, how long the commands
 * take, and what an idle supervisor costs, each beside what is the least possible and beside other
 * supervisors that this machine happens to have.
 *
 * <p>Absolute times tell about the machine, so what is compared is measured in turn within one run,
 * and the ratio is printed. Nothing fails here because it is slow: a figure that misses its aim is
 * printed as missed. The program is known from outside only, but for one thing: the bare loop
 * starts processes by the supervisor's own choice of launch mechanism. Start reading at {@link
 * io.ottugi.it.bench.FiguresBench}.
 */
package io.ottugi.it.bench;
