package dev.aiko.behaviour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a Java process of its own, with the class path of the tests. */
public final class ChildJvm {

    /** How the program ended, and what it printed. */
    public record Result(int exitCode, List<String> lines) {}

    /**
     * What to put before a command so that Ctrl-C reaches it. A shell starts its background jobs
     * with Ctrl-C switched off, and what they start inherits that, a whole build included.
     */
    private static final List<String> HEARS_CTRL_C =
            works("env", "--default-signal=INT", "true")
                    ? List.of("env", "--default-signal=INT")
                    : List.of();

    private ChildJvm() {}

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException | InterruptedException unavailable) {
            return false;
        }
    }

    /** Runs the program to its end; one that does not end in a minute is killed, and an error. */
    public static Result run(Class<?> program, String... flags) throws Exception {
        List<String> command = new ArrayList<>(HEARS_CTRL_C);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Path output = Files.createTempFile("aiko-child", ".txt");
        try {
            return result(command, output);
        } finally {
            Files.delete(output);
        }
    }

    private static Result result(List<String> command, Path output)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("did not end: " + Files.readAllLines(output));
            }
            return new Result(process.exitValue(), Files.readAllLines(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
