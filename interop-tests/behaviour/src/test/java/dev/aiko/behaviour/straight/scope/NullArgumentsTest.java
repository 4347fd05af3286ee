package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.asCompleted;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.gatherSettled;
import static dev.aiko.Aiko.moveOnAfter;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.scoped;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.Aiko.using;
import static dev.aiko.Aiko.usingAsync;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.waitForOrAbandon;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.Aiko.withDeadline;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.combine.ReturnWhen.FIRST_COMPLETED;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.combine.ReturnWhen;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.PeriodicOptions;
import dev.aiko.scope.AsyncCloseable;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.Ready;
import dev.aiko.scope.ScopeAction;
import dev.aiko.scope.ScopeBody;
import dev.aiko.scope.Timeout;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.sequence.Emitter;
import dev.aiko.task.Action;
import dev.aiko.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** A null where none is allowed is refused at once, by the call that got it. */
class NullArgumentsTest {

    private static final Callable<String> NO_CALLABLE = null;
    private static final Action NO_ACTION = null;
    private static final TaskOptions NO_OPTIONS = null;
    private static final GroupOptions NO_GROUP_OPTIONS = null;
    private static final PeriodicOptions NO_PERIODIC_OPTIONS = null;
    private static final CompletionStage<String> NO_STAGE = null;
    private static final Duration NO_LIMIT = null;
    private static final List<CompletableFuture<String>> NO_STAGES = null;
    private static final ReturnWhen NO_CONDITION = null;
    private static final AsyncCloseable NO_RESOURCE = null;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Map<String, Executable> calls = new LinkedHashMap<>();
    private final CompletionStage<String> stage = CompletableFuture.completedStage("value");

    /** In a straight-line body, where everything else is in order. */
    private void allAreRefused() {
        loop.runUntilComplete(
                () ->
                        assertAll(
                                calls.entrySet().stream()
                                        .map(
                                                call ->
                                                        () ->
                                                                assertThrows(
                                                                        NullPointerException.class,
                                                                        call.getValue(),
                                                                        call.getKey()))));
        virtual.settle();
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("opening a group refuses null")
    void groups() {
        ScopeBody<TaskGroup, String> noBody = null;
        ScopeAction<TaskGroup> noAction = null;
        Function<TaskGroup, CompletionStage<String>> noFunction = null;
        calls.put("run body", () -> TaskGroup.run(noBody));
        calls.put("run action", () -> TaskGroup.run(noAction));
        calls.put("run options", () -> TaskGroup.run(NO_GROUP_OPTIONS, g -> "value"));
        calls.put("run options, action", () -> TaskGroup.run(NO_GROUP_OPTIONS, g -> {}));
        calls.put("run options, no body", () -> TaskGroup.run(GroupOptions.supervise(), noBody));
        calls.put("start", () -> TaskGroup.start(noFunction));
        calls.put("start options", () -> TaskGroup.start(NO_GROUP_OPTIONS, g -> stage));
        calls.put("name", () -> GroupOptions.failFast().withName(null));
        allAreRefused();
    }

    @Test
    @DisplayName("a group refuses null children, and goes on")
    void children() {
        Supplier<CompletionStage<String>> noSupplier = null;
        ScopeAction<Ready<String>> noStart = null;
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    calls.put("callable", () -> g.createTask(NO_CALLABLE));
                                    calls.put("action", () -> g.createTask(NO_ACTION));
                                    calls.put("options", () -> g.createTask(NO_OPTIONS, () -> "x"));
                                    calls.put("composeTask", () -> g.composeTask(noSupplier));
                                    calls.put(
                                            "composeTask options",
                                            () -> g.composeTask(NO_OPTIONS, () -> stage));
                                    calls.put("startAsync", () -> g.startAsync(noStart).isDone());
                                    calls.put(
                                            "startAsync options",
                                            () ->
                                                    g.<String>startAsync(
                                                                    NO_OPTIONS,
                                                                    ready -> ready.report("x"))
                                                            .isDone());
                                    calls.forEach(
                                            (name, call) ->
                                                    assertThrows(
                                                            NullPointerException.class,
                                                            call,
                                                            name));
                                    assertEquals(Set.of(), g.tasks());
                                }));
    }

    @Test
    @DisplayName("limits and shields refuse null")
    void limits() {
        ScopeBody<Timeout, String> noBlock = null;
        ScopeAction<Timeout> noAction = null;
        calls.put("withTimeout", () -> withTimeout(ofSeconds(1), noBlock));
        calls.put("withTimeout action", () -> withTimeout(ofSeconds(1), noAction));
        calls.put("withDeadline", () -> withDeadline(ofSeconds(1), noBlock));
        calls.put("withDeadline action", () -> withDeadline(ofSeconds(1), noAction));
        calls.put("moveOnAfter", () -> moveOnAfter(ofSeconds(1), noBlock));
        calls.put("moveOnAfter action", () -> moveOnAfter(ofSeconds(1), noAction));
        calls.put("waitFor", () -> waitFor(NO_STAGE, ofSeconds(1)).isDone());
        calls.put("waitFor limit", () -> waitFor(stage, NO_LIMIT).isDone());
        calls.put("abandon", () -> waitForOrAbandon(NO_STAGE, ofSeconds(1)).isDone());
        calls.put("abandon limit", () -> waitForOrAbandon(stage, NO_LIMIT).isDone());
        calls.put("shielded", () -> shielded(NO_CALLABLE));
        calls.put("shielded action", () -> shielded(NO_ACTION));
        calls.put(
                "rescheduleAfter",
                () ->
                        withTimeout(
                                ofSeconds(1),
                                t -> {
                                    t.rescheduleAfter(NO_LIMIT);
                                }));
        allAreRefused();
    }

    @Test
    @DisplayName("resources refuse null")
    void resources() {
        AsyncCloseable door = () -> stage;
        ScopeBody<AsyncCloseable, String> noBlock = null;
        ScopeAction<AsyncCloseable> noAction = null;
        Function<AsyncCloseable, CompletionStage<String>> noFunction = null;
        calls.put("using", () -> using(NO_RESOURCE, r -> "value"));
        calls.put("using action", () -> using(NO_RESOURCE, r -> {}));
        calls.put("using block", () -> using(door, noBlock));
        calls.put("using no action", () -> using(door, noAction));
        calls.put("usingAsync", () -> usingAsync(NO_RESOURCE, r -> stage).isDone());
        calls.put("usingAsync block", () -> usingAsync(door, noFunction).isDone());
        calls.put("scoped", () -> scoped(NO_RESOURCE));
        allAreRefused();
    }

    @Test
    @DisplayName("combinations refuse null, and a collection with a null in it")
    void combinations() {
        var holes = new ArrayList<CompletableFuture<String>>();
        holes.add(null);
        calls.put("gather", () -> gather(NO_STAGES).isDone());
        calls.put("gather stage", () -> gather(stage, NO_STAGE).isDone());
        calls.put("gather holes", () -> gather(holes).isDone());
        calls.put("gatherSettled", () -> gatherSettled(NO_STAGES).isDone());
        calls.put("gatherSettled holes", () -> gatherSettled(holes).isDone());
        calls.put("waitUntil", () -> waitUntil(FIRST_COMPLETED, NO_STAGES).isDone());
        calls.put("waitUntil holes", () -> waitUntil(FIRST_COMPLETED, holes).isDone());
        calls.put("waitUntil condition", () -> waitUntil(NO_CONDITION, List.of(stage)).isDone());
        calls.put("asCompleted", () -> asCompleted(NO_STAGES).iterator());
        calls.put("asCompleted holes", () -> asCompleted(holes).iterator());
        calls.put("race", () -> race(NO_STAGES).isDone());
        calls.put("race holes", () -> race(holes).isDone());
        calls.put("staggeredRace", () -> staggeredRace(ofSeconds(1), null).isDone());
        calls.put("shield", () -> shield(NO_STAGE).isDone());
        allAreRefused();
    }

    @Test
    @DisplayName("sequences refuse null")
    void sequences() {
        ScopeAction<Emitter<String>> noCode = null;
        Function<Emitter<String>, CompletionStage<?>> noFunction = null;
        Iterable<String> noValues = null;
        Function<String, CompletionStage<?>> noConsumer = null;
        var words = AsyncSequence.of(List.of("word"));
        calls.put("generate", () -> AsyncSequence.generate(noCode));
        calls.put("compose", () -> AsyncSequence.compose(noFunction));
        calls.put("of", () -> AsyncSequence.of(noValues));
        calls.put("forEachAsync", () -> words.forEachAsync(noConsumer).isDone());
        calls.put("subscribe", () -> words.asPublisher().subscribe(null));
        allAreRefused();
    }

    @Test
    @DisplayName("periodic work refuses null")
    void periodicWork() {
        Supplier<CompletionStage<?>> noSupplier = null;
        var options = PeriodicOptions.fixedRate(ofSeconds(1));
        calls.put("every period", () -> loop.every(NO_LIMIT, () -> {}));
        calls.put("every options", () -> loop.every(NO_PERIODIC_OPTIONS, () -> {}));
        calls.put("every body", () -> loop.every(ofSeconds(1), NO_ACTION));
        calls.put("every options, no body", () -> loop.every(options, NO_ACTION));
        calls.put("composeEvery", () -> loop.composeEvery(options, noSupplier));
        calls.put("composeEvery options", () -> loop.composeEvery(null, () -> stage));
        calls.put("initialDelay", () -> options.withInitialDelay(null));
        calls.put("overrun", () -> options.withOverrun(null));
        calls.put("name", () -> options.withName(null));
        allAreRefused();
    }
}
