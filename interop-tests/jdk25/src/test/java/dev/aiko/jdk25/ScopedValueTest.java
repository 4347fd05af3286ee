package dev.aiko.jdk25;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.context.ContextVar;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Code that reads a {@code ScopedValue} runs in a body, deep inside, and knows nothing of us. */
class ScopedValueTest {

    static final ScopedValue<String> USER = ScopedValue.newInstance();
    static final ContextVar<String> CURRENT_USER =
            Aiko.<String>contextVar("user")
                    .boundBy((user, body) -> ScopedValue.where(USER, user).call(body::call));

    /** Of somebody's library. */
    private static String greeting() {
        return "Hello " + USER.get();
    }

    @Test
    @DisplayName("a body and its children read it, after every wait and in blocking code")
    void inBodies() {
        Aiko.run(
                () -> {
                    assertFalse(USER.isBound());
                    CURRENT_USER.set("Bob");
                    var greetings =
                            createTask(
                                    () -> {
                                        List<String> all = new ArrayList<>();
                                        all.add(greeting());
                                        yieldNow();
                                        all.add(greeting());
                                        await(sleep(ofMillis(1)));
                                        all.add(greeting());
                                        all.add(blocking(ScopedValueTest::greeting));
                                        all.add(await(createTask(() -> greeting())));
                                        return all;
                                    });
                    assertEquals(Collections.nCopies(5, "Hello Bob"), await(greetings));
                });
    }

    @Test
    @DisplayName("bodies side by side each have their own")
    void sideBySide() {
        Aiko.run(
                () -> {
                    var tasks = new ArrayList<Task<Boolean>>();
                    for (int number = 0; number < 100; number++) {
                        String name = "user " + number;
                        CURRENT_USER.set(name);
                        tasks.add(
                                createTask(
                                        () -> {
                                            for (int turn = 0; turn < 10; turn++) {
                                                yieldNow();
                                                assertEquals(name, USER.get());
                                            }
                                            return true;
                                        }));
                    }
                    assertTrue(await(Aiko.gather(tasks)).stream().allMatch(ok -> ok));
                });
    }

    @Test
    @DisplayName("what else the loop does meanwhile never runs inside of the binding")
    void notForOthers() {
        Aiko.run(
                () -> {
                    var seen = runningLoop().<Boolean>createFuture();
                    CURRENT_USER.set("Bob");
                    var bob =
                            createTask(
                                    () -> {
                                        runningLoop()
                                                .callLater(
                                                        ofMillis(1),
                                                        () -> seen.complete(USER.isBound()));
                                        return await(seen);
                                    });
                    assertEquals(false, await(bob));
                });
    }
}
