package dev.aiko.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/**
 * A coroutine that waits does so in the frame of its caller. The compiler decides that by the shape
 * of the function, says nothing when it changes its mind, and a lock costs half as much again then.
 */
class FramesTest {

    private static final String WAITS = "dev/aiko/engine/wait/CoroutineTicketKt$";

    @Test
    void onlyAWaitThatCanFailHasAFrameOfItsOwn() {
        assertEquals(List.of(WAITS + "awaitHere$1"), framesIn(WAITS));
    }

    @Test
    void aLockAddsNone() {
        assertEquals(List.of(), framesIn("dev/aiko/engine/sync/EngineLock$"));
    }

    private static List<String> framesIn(String file) {
        return Product.ENGINE.classFiles().stream()
                .filter(one -> one.getSuperName().endsWith("ContinuationImpl"))
                .map(ClassReader::getClassName)
                .filter(name -> name.startsWith(file))
                .toList();
    }
}
