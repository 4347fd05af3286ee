package dev.aiko.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Knowledge between packages runs in one direction. The direction is the two tables below. */
class RoomsTest {

    private static final String ANY = "*";

    /** Tasks, and what is below them. */
    private static final Set<String> TASKS =
            Set.of(
                    "dev.aiko.engine.context",
                    "dev.aiko.engine.loop",
                    "dev.aiko.engine.debug",
                    "dev.aiko.engine.task");

    /** Package of java-api, then the packages of java-api it may name. */
    private static final Map<String, Set<String>> API =
            Map.ofEntries(
                    Map.entry("dev.aiko.locate", Set.of()),
                    Map.entry("dev.aiko.context", Set.of()),
                    Map.entry("dev.aiko.task", Set.of("dev.aiko.context")),
                    Map.entry("dev.aiko.loop", Set.of("dev.aiko.task", "dev.aiko.context")),
                    Map.entry("dev.aiko.scope", Set.of()),
                    Map.entry(
                            "dev.aiko.sequence",
                            Set.of("dev.aiko.locate", "dev.aiko.scope", "dev.aiko.task")),
                    Map.entry("dev.aiko.combine", Set.of("dev.aiko.sequence", "dev.aiko.task")),
                    Map.entry("dev.aiko.sync", Set.of("dev.aiko.locate", "dev.aiko.task")),
                    Map.entry(
                            "dev.aiko.queue",
                            Set.of("dev.aiko.locate", "dev.aiko.sequence", "dev.aiko.task")),
                    Map.entry("dev.aiko.executor", Set.of()),
                    Map.entry(
                            "dev.aiko.debug",
                            Set.of("dev.aiko.task", "dev.aiko.loop", "dev.aiko.context")),
                    Map.entry(
                            "dev.aiko.spi",
                            Set.of(
                                    "dev.aiko.context",
                                    "dev.aiko.task",
                                    "dev.aiko.loop",
                                    "dev.aiko.scope",
                                    "dev.aiko.sequence",
                                    "dev.aiko.combine",
                                    "dev.aiko.sync",
                                    "dev.aiko.queue",
                                    "dev.aiko.executor",
                                    "dev.aiko.debug")),
                    Map.entry("dev.aiko", Set.of(ANY)));

    /**
     * Package of the engine, then the packages of the engine it may name. The loop does not know
     * tasks, the top knows everybody, and nobody knows the top.
     */
    private static final Map<String, Set<String>> ENGINE =
            Map.ofEntries(
                    Map.entry("dev.aiko.engine.context", Set.of()),
                    Map.entry("dev.aiko.engine.executor", Set.of()),
                    Map.entry("dev.aiko.engine.loop", Set.of("dev.aiko.engine.context")),
                    Map.entry(
                            "dev.aiko.engine.debug",
                            Set.of("dev.aiko.engine.context", "dev.aiko.engine.loop")),
                    Map.entry(
                            "dev.aiko.engine.task",
                            Set.of(
                                    "dev.aiko.engine.context",
                                    "dev.aiko.engine.executor",
                                    "dev.aiko.engine.loop",
                                    "dev.aiko.engine.debug")),
                    Map.entry("dev.aiko.engine.guest", TASKS),
                    Map.entry("dev.aiko.engine.scope", and(TASKS, "dev.aiko.engine.guest")),
                    Map.entry("dev.aiko.engine.periodic", TASKS),
                    Map.entry("dev.aiko.engine.sequence", and(TASKS, "dev.aiko.engine.scope")),
                    Map.entry("dev.aiko.engine.combine", and(TASKS, "dev.aiko.engine.sequence")),
                    Map.entry("dev.aiko.engine.wait", TASKS),
                    Map.entry(
                            "dev.aiko.engine.border",
                            and(
                                    TASKS,
                                    "dev.aiko.engine.guest",
                                    "dev.aiko.engine.wait",
                                    "dev.aiko.engine.scope",
                                    "dev.aiko.engine.sequence")),
                    Map.entry("dev.aiko.engine.sync", and(TASKS, "dev.aiko.engine.wait")),
                    Map.entry(
                            "dev.aiko.engine.queue",
                            and(
                                    TASKS,
                                    "dev.aiko.engine.sequence",
                                    "dev.aiko.engine.sync",
                                    "dev.aiko.engine.wait")),
                    Map.entry("dev.aiko.engine", Set.of(ANY)));

    private static Set<String> and(Set<String> rooms, String... more) {
        return Stream.concat(rooms.stream(), Stream.of(more)).collect(Collectors.toSet());
    }

    @Test
    void apiKnowledgeRunsOneWay() {
        Rooms rooms = Rooms.of(Product.API.classFiles(), "dev.aiko");
        assertEquals(List.of(), rooms.cycles(), "Break these cycles in java-api.");
        assertDirection(rooms, "dev.aiko", API);
    }

    @Test
    void engineKnowledgeRunsOneWay() {
        Rooms rooms = Rooms.of(Product.ENGINE.classFiles(), "dev.aiko.engine");
        assertEquals(List.of(), rooms.cycles(), "Break these cycles in the engine.");
        assertDirection(rooms, "dev.aiko.engine", ENGINE);
    }

    @Test
    void engineDoesNotKnowTheKotlinApi() {
        Rooms rooms = Rooms.of(Product.ENGINE.classFiles(), "dev.aiko.coroutines");
        List<String> broken = new ArrayList<>();
        for (String room : rooms.all()) {
            if (room.startsWith("dev.aiko.engine")) {
                broken.addAll(rooms.knownBy(room).values());
            }
        }
        assertEquals(List.of(), broken, "The Kotlin API knows the engine, not the reverse.");
    }

    @Test
    void cycleIsFoundWhereThereIsOne() {
        Rooms rooms = Rooms.of(List.of(Sample.of("p/A", "q/B"), Sample.of("q/B", "p/A")), "p");
        assertTrue(rooms.cycles().isEmpty(), "only p was asked for: " + rooms.cycles());

        rooms = Rooms.of(List.of(Sample.of("x/p/A", "x/q/B"), Sample.of("x/q/B", "x/p/A")), "x");
        assertFalse(rooms.cycles().isEmpty(), "x.p and x.q name each other");
    }

    private static void assertDirection(
            Rooms rooms, String prefix, Map<String, Set<String>> table) {
        List<String> broken = new ArrayList<>();
        for (String room : rooms.all()) {
            if (!room.equals(prefix) && !room.startsWith(prefix + ".")) {
                continue;
            }
            Set<String> allowed = table.get(room);
            if (allowed == null) {
                broken.add(room + " has no row in the direction table; add one.");
                continue;
            }
            rooms.knownBy(room)
                    .forEach(
                            (known, witness) -> {
                                if (!allowed.contains(ANY) && !allowed.contains(known)) {
                                    broken.add(room + " may not know " + known + ": " + witness);
                                }
                            });
        }
        assertEquals(List.of(), broken, "Knowledge runs against the direction table.");
    }
}
