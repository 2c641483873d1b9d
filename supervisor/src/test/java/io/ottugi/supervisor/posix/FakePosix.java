package io.ottugi.supervisor.posix;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A {@link Posix} of which only some calls are answered; any other fails the test. */
public final class FakePosix {
    private final Map<String, Function<Object[], Object>> answers = new HashMap<>();

    /**
     * @param answer gets the arguments; null is right for a call that returns nothing
     */
    public FakePosix answer(String call, Function<Object[], Object> answer) {
        answers.put(call, answer);
        return this;
    }

    public Posix posix() {
        return (Posix)
                Proxy.newProxyInstance(
                        Posix.class.getClassLoader(),
                        new Class<?>[] {Posix.class},
                        (proxy, method, arguments) -> {
                            Function<Object[], Object> answer = answers.get(method.getName());
                            if (answer == null) {
                                throw new AssertionError("not expected: " + method.getName());
                            }
                            return answer.apply(arguments);
                        });
    }
}
