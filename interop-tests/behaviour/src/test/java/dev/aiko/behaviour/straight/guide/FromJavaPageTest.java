package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.suspending.guide.Dish;
import dev.aiko.behaviour.suspending.guide.Menu;
import dev.aiko.behaviour.suspending.guide.SlowMenu;
import dev.aiko.coroutines.LoopScope;
import dev.aiko.coroutines.Suspend;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import kotlin.Unit;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of the page "From Java". */
class FromJavaPageTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final SlowMenu menu = new SlowMenu();
    private final List<String> served = new ArrayList<>();

    int priceOf(String dish) {
        Task<Integer> price = Suspend.call(k -> menu.price(dish, k));
        return await(price);
    }

    int priceOfBoth(String one, String other) {
        return TaskGroup.run(
                group -> {
                    Task<Integer> first = Suspend.call(group, k -> menu.price(one, k));
                    Task<Integer> second = Suspend.call(group, k -> menu.price(other, k));
                    return await(first) + await(second);
                });
    }

    List<String> firstTwoSpecials() {
        List<String> dishes = new ArrayList<>();
        try (var specials = Suspend.sequence(menu.specials()).open()) {
            for (String dish : specials) {
                dishes.add(dish);
                if (dishes.size() == 2) {
                    break;
                }
            }
        }
        return dishes;
    }

    String namesOfAll() {
        List<? extends Dish> dishes = await(Suspend.call(k -> menu.dishes(k)));
        return dishes.stream().map(Dish::name).collect(joining(", "));
    }

    void openThenServe(CoroutineScope scope) {
        Job opening = menu.openIn(scope);
        await(Suspend.future(opening));
        Suspend.adopt(scope, createTask(this::serve));
    }

    private void serve() {
        await(sleep(ofSeconds(1)));
        served.add("soup");
    }

    /** Owns what runs for it. */
    final class Counter implements AutoCloseable {
        private final LoopScope scope = LoopScope.on(loop, "counter");

        Task<Integer> ask(String dish) {
            return scope.call(k -> menu.price(dish, k));
        }

        int askKotlinInAScope(String dish) {
            return await(Suspend.future(menu.priceIn(scope, dish)));
        }

        @Override
        public void close() {
            scope.close();
        }
    }

    @Test
    @DisplayName("a suspend function is a task; in a group it is a child")
    void calls() {
        loop.runUntilComplete(
                () -> {
                    assertEquals(4, priceOf("soup"));
                    assertEquals(7, priceOfBoth("tea", "soup"));
                    assertThrows(IllegalArgumentException.class, () -> priceOf(""));
                });
        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("a flow is a sequence, left early")
    void flows() {
        loop.runUntilComplete(() -> assertEquals(List.of("soup", "cake"), firstTwoSpecials()));
        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("a Java class is what Kotlin calls")
    void answers() {
        Menu fixed = new FixedMenu();
        loop.runUntilComplete(
                () -> {
                    assertEquals(7, await(Suspend.<Integer>call(k -> fixed.price("tea", k))));
                    AsyncSequence<String> specials = Suspend.sequence(fixed.specials());
                    assertEquals(List.of("porridge"), await(specials.toListAsync()));
                    await(
                            Suspend.<Unit>call(
                                    k -> fixed.bring("tea", (dish, kk) -> served(dish), k)));
                    assertEquals(List.of("tea"), served);
                });
        assertEquals(ofSeconds(3), loop.time());
    }

    private Object served(String dish) {
        served.add(dish);
        return Unit.INSTANCE;
    }

    @Test
    @DisplayName("results of a type with subtypes are lists of anything that extends it")
    void generics() {
        loop.runUntilComplete(() -> assertEquals("soup, tea", namesOfAll()));
    }

    @Test
    @DisplayName("jobs are awaited, and tasks are children of a scope")
    void jobs() {
        loop.runUntilComplete(
                () -> {
                    var scope = LoopScope.on(loop, "evening");
                    openThenServe(scope);
                    assertEquals(ofSeconds(1), loop.time());
                    await(sleep(ofSeconds(2)));
                    assertEquals(List.of("soup"), served);
                    scope.close();
                });
    }

    @Test
    @DisplayName("an object owns a scope")
    void scopes() {
        loop.runUntilComplete(
                () -> {
                    var counter = new Counter();
                    assertEquals(4, counter.askKotlinInAScope("soup"));
                    Task<Integer> left = counter.ask("cake");
                    counter.close();
                    assertTrue(left.isCancelled());
                });
    }
}
