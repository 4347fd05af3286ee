package dev.aiko.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

/** The Java API knows no Kotlin, not even by a name in a constant pool. */
class PureApiTest {

    @Test
    void noClassOfTheApiMentionsKotlin() {
        List<String> guilty =
                Product.API.classBytes().stream()
                        .filter(PureApiTest::mentionsKotlin)
                        .map(bytes -> new ClassReader(bytes).getClassName())
                        .toList();

        assertEquals(
                List.of(), guilty, "These classes of java-api contain kotlin/; move the code.");
    }

    @Test
    void everyPackageOfTheApiIsNullMarked() {
        TreeSet<String> unmarked = new TreeSet<>();
        for (ClassReader file : Product.API.classFiles()) {
            String room = Product.load(file.getClassName().replace('/', '.')).getPackageName();
            if (!isNullMarked(room)) {
                unmarked.add(room);
            }
        }

        assertEquals(List.of(), List.copyOf(unmarked), "Give each a package-info @NullMarked.");
    }

    private static boolean mentionsKotlin(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return text.contains("kotlin/") || text.contains("kotlinx/");
    }

    private static boolean isNullMarked(String room) {
        try {
            return Class.forName(room + ".package-info")
                    .isAnnotationPresent(org.jspecify.annotations.NullMarked.class);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
