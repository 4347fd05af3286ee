package dev.aiko.benchmarks;

import java.util.Arrays;

/**
 * The door of benchmarks.jar: {@code ratios} runs our comparison with peers, anything else is
 * handed to JMH as it is.
 */
public final class Main {

    private Main() {}

    /** Dispatches on the first argument. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("ratios")) {
            Ratios.main(Arrays.copyOfRange(args, 1, args.length));
        } else {
            org.openjdk.jmh.Main.main(args);
        }
    }
}
