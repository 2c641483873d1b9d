/**
 * The campaign of {@code make chaos}: one supervisor of the packaged program with workers of many
 * kinds, which a seeded choice of kills, stops and commands meets at random moments, while checkers
 * of their own look at {@code /proc} and at the files. They never ask the program what is true: how
 * many processes of a worker there are tells the executable, of which each worker has a copy, and
 * what must be in a log tell the notes of those who wrote it.
 *
 * <p>The seed fixes the choices, not the moments: the same seed makes the same kind of campaign,
 * and seldom the same failure. Not part of {@code make test}, but for the checkers' own test. Start
 * reading at {@link io.ottugi.it.chaos.Campaign}.
 */
package io.ottugi.it.chaos;
