package dev.aiko.behaviour.parity;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burnAsync;
import static java.time.Duration.ofSeconds;

import dev.aiko.TaskGroup;
import dev.aiko.context.ContextVar;
import dev.aiko.coroutines.Suspend;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.Task;
import kotlin.coroutines.Continuation;

/** Works for Kotlin; {@code KotlinCook} is the same for Java. */
public final class JavaCook implements Cook {

    private final Diary diary;

    public JavaCook(Diary diary) {
        this.diary = diary;
    }

    @Override
    public Object cook(String what, int time, Continuation<? super String> k) {
        return Suspend.answer(
                k,
                () -> {
                    try {
                        return brew(diary, what, time);
                    } finally {
                        shielded(() -> brew(diary, "a clean pot", 1));
                    }
                });
    }

    @Override
    public Object spoil(String what, int time, Continuation<? super String> k) {
        return Suspend.answer(k, burnAsync(what, time));
    }

    @Override
    public Object greet(ContextVar<String> guest, Continuation<? super String> k) {
        return Suspend.answer(
                k,
                () -> {
                    await(sleep(ofSeconds(1)));
                    return "good day " + guest.get();
                });
    }

    @Override
    public Task<String> help(TaskGroup group, String what, int time) {
        return group.createTask(() -> brew(diary, what, time));
    }

    @Override
    public AsyncSequence<String> menu() {
        return AsyncSequence.generate(
                out -> {
                    try {
                        out.emit(brew(diary, "tea", 1));
                        out.emit(brew(diary, "soup", 2));
                    } finally {
                        shielded(() -> brew(diary, "a clean pot", 1));
                    }
                });
    }
}
