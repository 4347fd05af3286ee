package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.asCompleted;
import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.gatherSettled;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.straight.guide.Kitchen.brew;
import static dev.aiko.behaviour.straight.guide.Kitchen.brewAsync;
import static dev.aiko.behaviour.straight.guide.Kitchen.spill;
import static dev.aiko.combine.ReturnWhen.FIRST_COMPLETED;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.straight.guide.Kitchen.SpilledException;
import dev.aiko.combine.Outcome;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskCancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/guide/combinators.md. */
class CombinatorsPageTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    // ---- the example -------------------------------------------------------------------------

    static List<String> order() {
        var tea = createTask(() -> brew("tea", 2));
        var cake = createTask(() -> brew("cake", 1));
        return await(gather(tea, cake));
    }

    static LoopFuture<List<String>> orderAsync() {
        return gather(brewAsync("tea", 2), brewAsync("cake", 1));
    }

    @Test
    void valuesComeInTheOrderOfTheArguments() {
        assertEquals(List.of("tea", "cake"), loop.runUntilComplete(() -> order()));
        assertEquals(2, loop.time().toSeconds());
    }

    @Test
    void withFuturesToo() {
        loop.runUntilComplete(() -> assertEquals(List.of("tea", "cake"), await(orderAsync())));
    }

    // ---- gather ------------------------------------------------------------------------------

    @Test
    void failureOfOneLeavesTheOthersAlone() {
        loop.runUntilComplete(
                () -> {
                    var milk = createTask(() -> spill("milk", 1));
                    var tea = createTask(() -> brew("tea", 2));
                    assertThrows(
                            SpilledException.class,
                            () -> await(gather(milk, tea), SpilledException.class));
                    assertEquals(1, loop.time().toSeconds());
                    assertFalse(tea.isDone());
                    assertEquals("tea", await(tea));
                });
    }

    @Test
    void cancelOfTheWholeReachesAll() {
        loop.runUntilComplete(
                () -> {
                    var tea = createTask(() -> brew("tea", 2));
                    var cake = createTask(() -> brew("cake", 3));
                    assertThrows(
                            TimeoutException.class, () -> await(gather(tea, cake), ofSeconds(1)));
                    assertTrue(tea.isCancelled() && cake.isCancelled());
                });
    }

    @Test
    void cancelBySomebodyElseIsAFailure() {
        loop.runUntilComplete(
                () -> {
                    var tea = createTask(() -> brew("tea", 2));
                    tea.cancel("no milk");
                    var failure =
                            assertThrows(TaskCancelledException.class, () -> await(gather(tea)));
                    assertEquals(
                            "One of the futures gathered was cancelled: no milk.",
                            failure.getMessage());
                });
    }

    // ---- gatherSettled -----------------------------------------------------------------------

    static String tally() {
        var tea = createTask(() -> brew("tea", 2));
        var milk = createTask(() -> spill("milk", 1));
        var lines = new ArrayList<String>();
        for (Outcome<String> outcome : await(gatherSettled(tea, milk))) {
            if (outcome instanceof Outcome.Succeeded<String> good) {
                lines.add(good.value() + " is ready");
            } else if (outcome instanceof Outcome.Failed<String> bad) {
                lines.add(bad.failure().getMessage());
            }
        }
        return String.join(", ", lines);
    }

    @Test
    void settledTellsHowEachEnded() {
        assertEquals("tea is ready, milk is on the floor", loop.runUntilComplete(() -> tally()));
    }

    // ---- waitUntil ---------------------------------------------------------------------------

    static Set<Task<String>> firstOnes() {
        var tea = createTask(() -> brew("tea", 2));
        var cake = createTask(() -> brew("cake", 1));
        var waited = await(waitUntil(FIRST_COMPLETED, tea, cake));
        waited.pending().forEach(late -> late.cancel("we have enough"));
        return waited.done();
    }

    @Test
    void waitUntilLeavesTheOthersToYou() {
        Set<Task<String>> done = loop.runUntilComplete(() -> firstOnes());
        assertEquals(List.of("cake"), done.stream().map(Task::result).toList());
        assertEquals(1, loop.time().toSeconds());
    }

    // ---- asCompleted -------------------------------------------------------------------------

    static List<String> asTheyCome() {
        var tea = createTask(() -> brew("tea", 2));
        var cake = createTask(() -> brew("cake", 1));
        var eaten = new ArrayList<String>();
        for (var next : asCompleted(tea, cake)) {
            eaten.add(await(next));
        }
        return eaten;
    }

    static List<String> asTheyComeByName() {
        var tea = createTask(() -> brew("tea", 2));
        var cake = createTask(() -> brew("cake", 1));
        var eaten = new ArrayList<String>();
        for (var task : asCompleted(tea, cake).sequence()) {
            eaten.add(task == tea ? "something to drink" : "something to eat");
        }
        return eaten;
    }

    @Test
    void theFirstToBeReadyIsTheFirstToCome() {
        assertEquals(List.of("cake", "tea"), loop.runUntilComplete(() -> asTheyCome()));
        assertEquals(
                List.of("something to eat", "something to drink"),
                loop.runUntilComplete(() -> asTheyComeByName()));
    }

    // ---- race and staggeredRace --------------------------------------------------------------

    static String whoeverIsFirst() {
        var kettle = createTask(() -> brew("tea from the kettle", 2));
        var samovar = createTask(() -> brew("tea from the samovar", 3));
        return await(race(kettle, samovar));
    }

    static String theBackup() {
        var race =
                await(
                        staggeredRace(
                                ofSeconds(2),
                                List.of(
                                        () -> brewAsync("tea from the kettle", 9),
                                        () -> brewAsync("tea from the samovar", 1))));
        return race.value() + ", number " + race.winner();
    }

    @Test
    void theFirstSuccessWins() {
        assertEquals("tea from the kettle", loop.runUntilComplete(() -> whoeverIsFirst()));
        assertEquals(2, loop.time().toSeconds());
    }

    @Test
    void losersCleanUpBeforeTheRaceIsOver() {
        loop.runUntilComplete(
                () -> {
                    var quick = createTask(() -> brew("tea", 1));
                    var slow =
                            createTask(
                                    () -> {
                                        try {
                                            return brew("soup", 9);
                                        } finally {
                                            brew("a cloth", 2);
                                            trail.add("clean");
                                        }
                                    });
                    assertEquals("tea", await(race(quick, slow)));
                });
        trail.is("clean");
        assertEquals(3, loop.time().toSeconds());
    }

    @Test
    void raceThatNobodyWins() {
        var failed =
                assertThrows(
                        TaskGroupException.class,
                        () ->
                                loop.runUntilComplete(
                                        () ->
                                                await(
                                                        race(
                                                                createTask(() -> spill("milk", 1)),
                                                                createTask(
                                                                        () -> spill("tea", 2))))));
        assertEquals("Nobody won the race: all 2 have failed.", failed.getMessage());
        assertEquals(2, failed.leaves(SpilledException.class).size());
    }

    @Test
    void theBackupStartsWhenTheFirstIsSlow() {
        assertEquals("tea from the samovar, number 1", loop.runUntilComplete(() -> theBackup()));
        assertEquals(3, loop.time().toSeconds());
    }

    // ---- shield ------------------------------------------------------------------------------

    static String patience(Task<String> tea) {
        try {
            return await(shield(tea), ofSeconds(1));
        } catch (TimeoutException late) {
            return "I go, but the tea goes on";
        }
    }

    @Test
    void shieldKeepsTheTaskFromMyLimit() {
        Task<String> tea = loop.createTask(() -> brew("tea", 2));
        assertEquals("I go, but the tea goes on", loop.runUntilComplete(() -> patience(tea)));
        assertEquals("tea", loop.runUntilComplete(tea));
    }

    // ---- mistakes ----------------------------------------------------------------------------

    @Test
    void nothingToWaitFor() {
        loop.runUntilComplete(
                () -> {
                    assertEquals(List.of(), await(gather(List.of())));
                    assertEquals(
                            "race has no stages; give it at least one that can win.",
                            assertThrows(
                                            IllegalArgumentException.class,
                                            () -> race(List.of()).isDone())
                                    .getMessage());
                    assertEquals(
                            "waitUntil has no stages; give it at least one to wait for.",
                            assertThrows(
                                            IllegalArgumentException.class,
                                            () ->
                                                    waitUntil(FIRST_COMPLETED, List.<Task<?>>of())
                                                            .isDone())
                                    .getMessage());
                });
    }

    @Test
    void outsideOfALoop() {
        assertEquals(
                "No event loop is running on thread "
                        + Thread.currentThread().getName()
                        + ", and no stage belongs to one; call this from a task or callback.",
                assertThrows(IllegalStateException.class, () -> gather(List.of()).isDone())
                        .getMessage());
    }

    @Test
    void checkedFailuresComeWrapped() {
        var wrapped =
                assertThrows(
                        CompletionException.class,
                        () ->
                                loop.runUntilComplete(
                                        () -> await(gather(createTask(() -> spill("milk", 1))))));
        assertInstanceOf(SpilledException.class, wrapped.getCause());
    }
}
