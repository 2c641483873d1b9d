package io.ottugi.supervisor.assembly;

import com.google.gson.JsonObject;
import io.ottugi.supervisor.failure.LastingThread;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Loads every class that a supervisor may need, beside the loop, once it stands: from then on its
 * jars may be overwritten in place, as an upgrade by cp(1) does. A JVM reads a class when it is
 * first used, which may be months later, by a directory of the jar that it read at its start.
 *
 * <p>Left out is what only clients use, and what jnr has for other systems.
 */
final class ClassesAhead {
    private static final Pattern CLIENTS =
            Pattern.compile("io\\.ottugi\\.supervisor\\.(?:boot|toml|cli\\.[a-z]+)\\..*");

    private static final Pattern NATIVE =
            Pattern.compile(
                    "com\\.kenai\\.jffi\\..*"
                            + "|jnr\\.ffi\\.(?:[A-Z].*|mapper\\..*|annotations\\..*|util\\..*"
                            + "|provider\\.[A-Z].*|provider\\.(?:converters|jffi)\\..*)"
                            + "|jnr\\.posix\\..*"
                            + "|jnr\\.constants\\.[A-Z].*"
                            + "|jnr\\.constants\\.platform\\.(?:linux\\.)?(?:Errno|RLIMIT|Signal).*");

    private static final List<String> OTHER_SYSTEMS =
            List.of(
                    "Windows",
                    "MacOS",
                    "BSD",
                    "Solaris",
                    "Aix",
                    "AIX",
                    "Win32",
                    "OpenVMS",
                    "X86_32",
                    "Asm",
                    "ASM",
                    "StubCompiler",
                    "ClosureTrampoline",
                    "ClassVisitor",
                    "Annotation");

    /** Our own, one each of the libraries that we go on using. */
    private static final List<String> ORIGINS =
            List.of(
                    ClassesAhead.class.getName(),
                    JsonObject.class.getName(),
                    "jnr.posix.POSIX",
                    "jnr.ffi.Pointer",
                    "com.kenai.jffi.Type",
                    "jnr.constants.Constant");

    private ClassesAhead() {}

    /** Begins to load them on a thread of their own. */
    static void load() {
        LastingThread.of("ottugi-classes", ClassesAhead::loadAll).start();
    }

    /**
     * Loads them.
     *
     * @return how many
     */
    static int loadAll() {
        int loaded = 0;
        for (String origin : ORIGINS) {
            for (String name : names(origin)) {
                loaded += isNeeded(name) && isLoaded(name) ? 1 : 0;
            }
        }
        return loaded;
    }

    static boolean isNeeded(String name) {
        if (name.startsWith("io.ottugi.")) {
            return !CLIENTS.matcher(name).matches();
        }
        return name.startsWith("com.google.gson.")
                || (NATIVE.matcher(name).matches()
                        && OTHER_SYSTEMS.stream().noneMatch(name::contains));
    }

    /** One that cannot be loaded now could not be later: nothing is lost. */
    private static boolean isLoaded(String name) {
        try {
            Class.forName(name, false, ClassesAhead.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** The names of all classes of the jar that a class came from; none if that is no jar. */
    private static List<String> names(String origin) {
        List<String> names = new ArrayList<>();
        try {
            CodeSource source =
                    Class.forName(origin, false, ClassesAhead.class.getClassLoader())
                            .getProtectionDomain()
                            .getCodeSource();
            Path file = Path.of(source.getLocation().toURI());
            if (Files.isRegularFile(file)) {
                try (JarFile jar = new JarFile(file.toFile())) {
                    jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.endsWith(".class"))
                            .filter(name -> !name.startsWith("META-INF/"))
                            .map(name -> name.substring(0, name.length() - ".class".length()))
                            .map(name -> name.replace('/', '.'))
                            .forEach(names::add);
                }
            }
        } catch (IOException | URISyntaxException | ReflectiveOperationException e) {
            // What is not found now is loaded when it is needed.
        }
        return names;
    }
}
