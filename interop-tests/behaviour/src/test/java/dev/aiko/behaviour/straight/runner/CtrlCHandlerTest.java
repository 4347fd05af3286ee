package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.runningLoop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.ChildJvm;
import dev.aiko.behaviour.Wait;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who handles Ctrl-C before, during and after a run, each time in a process of its own. */
class CtrlCHandlerTest {

    private static void prints(ChildJvm.Result result, int exitCode, String... lines) {
        assumeTrue(
                result.exitCode() != CtrlC.SWITCHED_OFF,
                "started with Ctrl-C switched off, as nohup does");
        assertEquals(List.of(lines), result.lines());
        assertEquals(exitCode, result.exitCode());
    }

    static final class HasItsOwn {
        public static void main(String[] arguments) {
            Runnable[] onSignal = {() -> System.out.println("unexpected")};
            CtrlC.handleWith(() -> onSignal[0].run());
            Aiko.run(
                    () -> {
                        var future = runningLoop().<String>createFuture();
                        onSignal[0] = () -> future.complete("handled by the program");
                        CtrlC.press();
                        System.out.println(await(future));
                    });
        }
    }

    @Test
    @DisplayName("RUN-15 a program that handles Ctrl-C itself goes on doing so during a run")
    void aHandlerOfItsOwnStays() throws Exception {
        prints(ChildJvm.run(HasItsOwn.class), 0, "handled by the program");
    }

    static final class Afterwards {
        public static void main(String[] arguments) {
            Aiko.run(() -> System.out.println("run"));
            CtrlC.pressAndWaitForTheEnd();
        }
    }

    @Test
    @DisplayName("RUN-15 after a run Ctrl-C ends the process as usual")
    void afterwardsItIsAsUsual() throws Exception {
        prints(ChildJvm.run(Afterwards.class), CtrlC.ENDED_BY_IT, "run");
    }

    static final class OnAnotherThread {
        public static void main(String[] arguments) {
            Wait.onAnotherThread(
                    () ->
                            Aiko.run(
                                    () -> {
                                        System.out.println("run");
                                        CtrlC.pressAndWaitForTheEnd();
                                    }));
        }
    }

    @Test
    @DisplayName("RUN-15 a run on another thread than the main one leaves Ctrl-C alone")
    void onAnotherThread() throws Exception {
        prints(ChildJvm.run(OnAnotherThread.class), CtrlC.ENDED_BY_IT, "run");
    }

    static final class Plain {
        public static void main(String[] arguments) {
            System.out.println(Aiko.run(() -> "value"));
        }
    }

    @Test
    @DisplayName("RUN-15 a JVM that refuses signal handlers does not make the run fail")
    void whereHandlersAreRefused() throws Exception {
        prints(ChildJvm.run(Plain.class, "-Xrs"), 0, "value");
    }
}
