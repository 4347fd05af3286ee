package dev.aiko.walls;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The public surface of each module is a committed text; changing it is a decision. */
class SurfaceTest {

    private static final String UPDATE =
            "mvn -q -pl interop-tests/walls -am test -Daiko.api.update=true";

    @ParameterizedTest
    @EnumSource(Product.class)
    void surfaceIsTheCommittedOne(Product product) throws IOException {
        Path file = product.dumpFile();
        String actual = Surface.of(product.publicTypes());
        if (Boolean.getBoolean("aiko.api.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual);
            return;
        }
        if (!Files.exists(file)) {
            fail(file + " does not exist. Write it: " + UPDATE);
        }
        String committed = Files.readString(file).replace("\r\n", "\n");
        if (!committed.equals(actual)) {
            Set<String> gone = lines(committed);
            gone.removeAll(lines(actual));
            Set<String> added = lines(actual);
            added.removeAll(lines(committed));
            fail(
                    "The public surface differs from "
                            + file
                            + ".\nGone: "
                            + gone
                            + "\nNew: "
                            + added
                            + "\nIf you mean it, run and commit: "
                            + UPDATE);
        }
    }

    private static Set<String> lines(String text) {
        return new TreeSet<>(text.lines().map(String::strip).filter(s -> !s.isEmpty()).toList());
    }
}
