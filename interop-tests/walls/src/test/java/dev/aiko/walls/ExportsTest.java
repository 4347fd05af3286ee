package dev.aiko.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** What a module shows is what it means to show, and the engine is not part of it. */
class ExportsTest {

    @Test
    void engineShowsOnlyTheKotlinApi() {
        assertEquals(
                Set.of("dev.aiko.coroutines"),
                Product.ENGINE.exports(),
                "kotlin-impl exports something else than its Kotlin API; see its module-info.");
    }

    @Test
    void engineIsProvidedAsTheOneService() {
        List<ModuleDescriptor.Provides> provides =
                List.copyOf(Product.ENGINE.module().descriptor().provides());

        assertEquals(1, provides.size(), "services provided: " + provides);
        assertEquals("dev.aiko.spi.Engine", provides.get(0).service());
        assertEquals(List.of("dev.aiko.engine.CoroutineEngine"), provides.get(0).providers());
    }

    @Test
    void apiShowsAllItsPublicPackages() {
        Set<String> withPublicTypes = new TreeSet<>();
        for (ClassReader file : Product.API.classFiles()) {
            if ((file.getAccess() & Opcodes.ACC_PUBLIC) != 0) {
                String name = file.getClassName();
                withPublicTypes.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
            }
        }
        assertEquals(
                withPublicTypes,
                Product.API.exports(),
                "Export each package of java-api that holds a public type, and no other.");
    }
}
