package dev.aiko.behaviour.parity;

import static java.util.stream.Collectors.joining;

import dev.aiko.Aiko;
import dev.aiko.behaviour.VirtualClock;
import dev.aiko.behaviour.suspending.LoopsKt;
import dev.aiko.coroutines.Suspend;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.Task;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;

/**
 * A way to write asynchronous code, and the package in which each room is told in that way.
 *
 * <p>A telling is a method that takes a {@link Diary}. Its name, taken apart into words, is the
 * name of the scenario.
 */
enum Way {
    STRAIGHT("Java", Diary.class) {
        @Override
        Task<?> begin(EventLoop loop, Call telling, Diary diary) {
            return loop.createTask(() -> telling.call(diary));
        }
    },
    FUTURES("Java", Diary.class) {
        @Override
        Task<?> begin(EventLoop loop, Call telling, Diary diary) {
            return loop.composeTask(
                    () -> {
                        try {
                            return (CompletionStage<?>) telling.call(diary);
                        } catch (Exception failure) {
                            throw new CompletionException(failure);
                        }
                    });
        }
    },
    SUSPENDING("Kotlin", Diary.class, Continuation.class) {
        @Override
        Task<?> begin(EventLoop loop, Call telling, Diary diary) {
            return Suspend.call(loop, k -> telling.call(diary, k));
        }
    };

    private final String language;
    private final List<Class<?>> parameters;

    Way(String language, Class<?>... parameters) {
        this.language = language;
        this.parameters = List.of(parameters);
    }

    abstract Task<?> begin(EventLoop loop, Call telling, Diary diary);

    String language() {
        return language;
    }

    String room() {
        return getClass().getPackageName() + "." + name().toLowerCase(Locale.ROOT);
    }

    /** The tellings of a class, by the names of their scenarios. */
    Map<String, Method> tellings(Class<?> room) {
        var tellings = new TreeMap<String, Method>();
        for (Method method : room.getDeclaredMethods()) {
            int modifiers = method.getModifiers();
            if (method.isSynthetic()
                    || Modifier.isStatic(modifiers)
                    || Modifier.isPrivate(modifiers)) {
                continue;
            }
            if (!List.of(method.getParameterTypes()).equals(parameters)) {
                throw new AssertionError(
                        method + " is no telling; give it a Diary alone, or make it private.");
            }
            method.setAccessible(true);
            tellings.put(inWords(method.getName()), method);
        }
        return tellings;
    }

    /** What the diary says in the end, on a fresh loop in virtual time. */
    List<String> trail(Method telling) {
        return LoopsKt.inTime(() -> tell(telling));
    }

    private List<String> tell(Method telling) {
        var options = LoopOptions.none().withClock(new VirtualClock());
        Diary diary;
        try (EventLoop loop = Aiko.newEventLoop(options)) {
            diary = new Diary(loop);
            var written = diary;
            loop.setExceptionHandler((where, report) -> written.writeReport(report));
            Object room = newRoom(telling.getDeclaringClass());
            Task<?> main = begin(loop, arguments -> invoke(telling, room, arguments), diary);
            try {
                loop.runUntilComplete(main);
                diary.write("end");
            } catch (RuntimeException failure) {
                diary.write("end, " + Diary.inWords(failure));
            }
        }
        return diary.lines();
    }

    private static Object newRoom(Class<?> room) {
        try {
            var constructor = room.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new AssertionError(room + " needs a constructor without arguments", failure);
        }
    }

    private static Object invoke(Method telling, Object room, Object... arguments)
            throws Exception {
        try {
            return telling.invoke(room, arguments);
        } catch (InvocationTargetException wrapped) {
            if (wrapped.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw (Error) wrapped.getCause();
        }
    }

    /** {@code aLockIsFair} is "a lock is fair". */
    static String inWords(String camelCase) {
        return Stream.of(camelCase.split("(?=[A-Z])"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(joining(" "));
    }

    /** A telling as something to call. */
    interface Call {
        Object call(Object... arguments) throws Exception;
    }
}
