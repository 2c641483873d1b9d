package io.ottugi.supervisor;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what objects of ours hold: the sizes of all collections that can be reached. */
public final class Held {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Integer> sizes = new TreeMap<>();
    private final Deque<Object> left = new ArrayDeque<>();

    private Held() {}

    /** The sizes, by class and field; of fields of many objects their sum. */
    public static Map<String, Integer> by(Object root) throws IllegalAccessException {
        Held held = new Held();
        held.add(root);
        while (!held.left.isEmpty()) {
            held.look(held.left.remove());
        }
        return held.sizes;
    }

    private void add(Object value) {
        if (value != null && seen.add(value)) {
            left.add(value);
        }
    }

    private void look(Object object) throws IllegalAccessException {
        if (object instanceof Collection<?> many) {
            many.forEach(this::add);
        } else if (object instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> {
                        add(key);
                        add(value);
                    });
        } else if (object instanceof Object[] some) {
            for (int i = 0; i < Array.getLength(some); i++) {
                add(some[i]);
            }
        } else if (object.getClass().getName().startsWith("io.ottugi")) {
            fields(object);
        }
    }

    private void fields(Object object) throws IllegalAccessException {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean ours = type.getName().startsWith("io.ottugi");
                if (ours
                        && !Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    note(type.getSimpleName() + "." + field.getName(), field.get(object));
                }
            }
        }
    }

    private void note(String name, Object value) {
        if (value instanceof Collection<?> many) {
            sizes.merge(name, many.size(), Integer::sum);
        } else if (value instanceof Map<?, ?> map) {
            sizes.merge(name, map.size(), Integer::sum);
        }
        add(value);
    }
}
