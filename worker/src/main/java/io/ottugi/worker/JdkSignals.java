package io.ottugi.worker;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * {@code sun.misc.Signal}, the JDK's one way to signals without native code, through reflection:
 * javac warns at every mention of it and, with --release, offers no way to say that it is meant.
 * The module jdk.unsupported exports it, so nothing has to be opened.
 *
 * <p>An {@link IllegalArgumentException} means that there is no such signal, or that the JVM or the
 * kernel does not give it away.
 */
final class JdkSignals {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private JdkSignals() {}

    static boolean isKnown(String name) {
        try {
            signal(name);
            return true;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    /** Returns whether the handler took: the second call is answered with the one in force. */
    static boolean handle(String name, Runnable action) {
        Object handler = handler(action);
        install(name, handler);
        return install(name, handler) == handler;
    }

    static void restoreDefault(String name) {
        try {
            install(name, requireNonNull(type(HANDLER).getField("SIG_DFL").get(null)));
        } catch (ReflectiveOperationException e) {
            throw unsupported(e);
        }
    }

    private static Object signal(String name) {
        try {
            return type(SIGNAL).getConstructor(String.class).newInstance(name);
        } catch (ReflectiveOperationException e) {
            throw unsupported(e);
        }
    }

    /** SignalHandler has one method, so whatever else is called is Object's and of no interest. */
    private static Object handler(Runnable action) {
        Class<?> type = type(HANDLER);
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    action.run();
                    return null;
                });
    }

    private static Object install(String name, Object handler) {
        try {
            return requireNonNull(
                    type(SIGNAL)
                            .getMethod("handle", type(SIGNAL), type(HANDLER))
                            .invoke(null, signal(name), handler));
        } catch (ReflectiveOperationException e) {
            throw unsupported(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw unsupported(e);
        }
    }

    private static RuntimeException unsupported(ReflectiveOperationException e) {
        if (e instanceof InvocationTargetException
                && e.getCause() instanceof IllegalArgumentException refused) {
            return refused;
        }
        return new IllegalStateException("this JVM lacks " + SIGNAL, e);
    }
}
