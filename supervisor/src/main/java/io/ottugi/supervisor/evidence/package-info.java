/**
 * Why a worker fell, found by looking: facts are gathered beside the loop, pure rules make a
 * finding of them, and both are kept in a folder of bounded size. Nothing here decides what happens
 * to a worker, delays its restart, or throws at who asks.
 *
 * <p>Pure are {@code Facts}, {@code Rules} and whatever reads text; they have no I/O and no clock.
 * Start at {@code Rules} for what is concluded of what, and at {@code EvidenceDesk} for who gathers
 * it.
 */
@NullMarked
package io.ottugi.supervisor.evidence;

import org.jspecify.annotations.NullMarked;
