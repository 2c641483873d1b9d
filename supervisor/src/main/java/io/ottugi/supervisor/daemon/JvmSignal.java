package io.ottugi.supervisor.daemon;

import java.lang.reflect.Proxy;

/**
 * {@code sun.misc.Signal}, the JDK's only way to signals, by reflection: javac warns of the name
 * and, with {@code --release}, cannot be told that it is meant. The module jdk.unsupported exports
 * it.
 */
final class JvmSignal {
    private JvmSignal() {}

    /** Runs the action, on a thread of the JVM's, each time the signal comes. */
    static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            JvmSignal.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, arguments) -> {
                                action.run();
                                return null;
                            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM cannot handle SIG" + name, e);
        }
    }
}
