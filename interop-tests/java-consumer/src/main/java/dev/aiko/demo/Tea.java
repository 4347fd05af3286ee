package dev.aiko.demo;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;

import dev.aiko.Aiko;

/** The ten lines of the README. */
final class Tea {

    private Tea() {}

    static String brew(String what, int time) {
        await(sleep(ofSeconds(time)));
        return what;
    }

    static void tea() {
        var tea = createTask(() -> brew("tea", 2));
        var cake = brew("cake", 1);
        System.out.println(cake + " " + await(tea));
    }

    public static void main(String[] args) {
        Aiko.run(Tea::tea);
    }
}
