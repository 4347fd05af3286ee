package dev.aiko.walls;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The naming law: a Java method that returns the future of a wait ends in {@code Async}, and Kotlin
 * suspends under the bare verb.
 *
 * <p>In Kotlin a member always wins over an extension of the same name. Were both called {@code
 * acquire}, then {@code lock.acquire()} in Kotlin would compile and never wait.
 */
final class NamingLaw {

    private static final String CHECKED = "com.google.errorprone.annotations.CheckReturnValue";

    /** Methods that make a future or show one, and wait for nothing themselves. */
    private static final Set<String> CREATORS =
            Set.of(
                    "createTask",
                    "composeTask",
                    "createFuture",
                    "ensureFuture",
                    "submit",
                    "runInExecutor",
                    "newTask",
                    "create",
                    "newIncompleteFuture",
                    "newStage",
                    "currentTask",
                    "future",
                    "awaiting",
                    "done",
                    "shutdownAsyncGenerators");

    /**
     * The door of the engine: the verbs behind it are those of the front door, which are static.
     */
    private static final String ENGINE_DOOR = "dev.aiko.spi";

    private NamingLaw() {}

    /** Methods of the types that return the future of a wait under a bare name. */
    static List<String> bareWaits(List<Class<?>> types) {
        List<String> broken = new ArrayList<>();
        for (Class<?> type : types) {
            for (Method method : declared(type)) {
                boolean future = CompletionStage.class.isAssignableFrom(method.getReturnType());
                boolean named = method.getName().endsWith("Async");
                boolean excused =
                        CREATORS.contains(method.getName())
                                || isFromJdk(method)
                                || type.getPackageName().equals(ENGINE_DOOR);
                if (future && !Modifier.isStatic(method.getModifiers()) && !named && !excused) {
                    broken.add(
                            type.getName()
                                    + "."
                                    + method.getName()
                                    + " returns a future; end its name in Async, or list it as a"
                                    + " creator in NamingLaw.");
                }
            }
        }
        return broken;
    }

    /** Async methods whose result may be dropped without a word from the compiler. */
    static List<String> uncheckedWaits(List<Class<?>> types) {
        List<String> broken = new ArrayList<>();
        for (Class<?> type : types) {
            for (Method method : declared(type)) {
                if (method.getName().endsWith("Async")
                        && !isFromJdk(method)
                        && !isChecked(method)) {
                    broken.add(
                            type.getName()
                                    + "."
                                    + method.getName()
                                    + " may be dropped unseen; annotate it @CheckReturnValue.");
                }
            }
        }
        return broken;
    }

    /**
     * Suspend functions of the given Kotlin classes that a Java member of the receiver would hide.
     *
     * <p>Compiled, a suspend function is a static method whose last parameter is a continuation and
     * whose first is the receiver. A plain first argument looks the same, so a clash may be a false
     * alarm; the same name for two things is still worth a question.
     */
    static List<String> hiddenSuspends(List<Class<?>> kotlin, List<Class<?>> java) {
        List<String> broken = new ArrayList<>();
        for (Class<?> file : kotlin) {
            for (Method function : file.getDeclaredMethods()) {
                if (isSuspend(function)) {
                    Class<?> receiver = function.getParameterTypes()[0];
                    for (Class<?> type : java) {
                        if (receiver != Object.class
                                && receiver.isAssignableFrom(type)
                                && hasMember(type, verb(function))) {
                            broken.add(
                                    type.getName()
                                            + "."
                                            + verb(function)
                                            + " hides the suspend function of the same name in "
                                            + file.getName()
                                            + "; rename one.");
                        }
                    }
                }
            }
        }
        return broken;
    }

    /** Waits that Kotlin writes in another way, and how. */
    private static final Map<String, String> OTHERWISE =
            Map.of(
                    "EventLoop.sleepAsync", "delay",
                    "AsyncSequence.forEachAsync", "collect { }",
                    "Emitter.emitAsync", "flow { emit(it) }.asAsyncSequence()",
                    "AsyncCloseable.closeAsync", "closeAndJoin()",
                    "Cursor.closeAsync", "closeAndJoin()");

    /** Waits of the types that have no suspend function of the bare verb for the same receiver. */
    static List<String> waitsWithoutSuspends(List<Class<?>> java, List<Class<?>> kotlin) {
        List<String> missing = new ArrayList<>();
        for (Class<?> type : java) {
            for (Method method : declared(type)) {
                String name = method.getName();
                String where = type.getSimpleName() + "." + name;
                boolean waits =
                        name.endsWith("Async")
                                && CompletionStage.class.isAssignableFrom(method.getReturnType())
                                && !Modifier.isStatic(method.getModifiers())
                                && !type.getPackageName().equals(ENGINE_DOOR)
                                && !isFromJdk(method);
                if (waits && !OTHERWISE.containsKey(where) && !suspends(type, name, kotlin)) {
                    missing.add(
                            where
                                    + " has no suspend function in Kotlin; write one, or say in"
                                    + " NamingLaw how Kotlin does it.");
                }
            }
        }
        return missing;
    }

    private static boolean suspends(Class<?> type, String name, List<Class<?>> kotlin) {
        String bare = name.substring(0, name.length() - "Async".length());
        return kotlin.stream()
                .flatMap(file -> Arrays.stream(file.getDeclaredMethods()))
                .filter(function -> verb(function).equals(bare))
                .anyMatch(function -> takesItself(function, type));
    }

    private static boolean takesItself(Method function, Class<?> type) {
        Class<?>[] in = function.getParameterTypes();
        return isSuspend(function) && in[0].isAssignableFrom(type);
    }

    private static List<Method> declared(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !method.isSynthetic())
                .toList();
    }

    private static boolean isFromJdk(Method method) {
        return CompletionStage.class.isAssignableFrom(method.getDeclaringClass())
                && Arrays.stream(CompletableFuture.class.getMethods())
                        .anyMatch(theirs -> sameCall(theirs, method));
    }

    private static boolean sameCall(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    private static boolean isChecked(Method method) {
        Class<?> owner = method.getDeclaringClass();
        return isChecked(method.getAnnotations())
                || isChecked(owner.getAnnotations())
                || isChecked(owner.getPackage().getAnnotations());
    }

    private static boolean isChecked(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .anyMatch(one -> one.annotationType().getName().equals(CHECKED));
    }

    private static boolean isSuspend(Method function) {
        Class<?>[] in = function.getParameterTypes();
        return in.length > 1
                && Modifier.isPublic(function.getModifiers())
                && Modifier.isStatic(function.getModifiers())
                && in[in.length - 1].getName().equals("kotlin.coroutines.Continuation");
    }

    /** The name in the source: the compiler appends to it for value classes and inlining. */
    private static String verb(Method function) {
        return function.getName().split("[-$]", 2)[0];
    }

    private static boolean hasMember(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .anyMatch(
                        method ->
                                method.getName().equals(name)
                                        && !Modifier.isStatic(method.getModifiers()));
    }
}
