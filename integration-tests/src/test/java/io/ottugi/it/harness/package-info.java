/**
 * What the integration tests stand on: a private place with a leak check ({@link
 * io.ottugi.it.harness.Sandbox}), pseudo-terminals, a reader for {@code /proc}, private mount
 * namespaces and ordinary users, and one way to wait ({@link io.ottugi.it.harness.Await}).
 *
 * <p>It knows the command line and the files of the program under test, never its classes. Several
 * runs may share a machine, as root or as an ordinary user, so nothing here has a fixed name or
 * trusts a list of "all" processes without looking for its own mark.
 */
package io.ottugi.it.harness;
