package dev.aiko.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    void engineIsProvidedThroughItsDoors() {
        assertEquals(
                Map.of(
                        "dev.aiko.spi.Engine",
                        List.of("dev.aiko.engine.CoroutineEngine"),
                        "dev.aiko.sync.SyncEngine",
                        List.of("dev.aiko.engine.sync.EngineSync"),
                        "dev.aiko.queue.QueueEngine",
                        List.of("dev.aiko.engine.queue.EngineQueues"),
                        "dev.aiko.sequence.SequenceEngine",
                        List.of("dev.aiko.engine.sequence.EngineSequences")),
                Product.ENGINE.module().descriptor().provides().stream()
                        .collect(
                                Collectors.toMap(
                                        ModuleDescriptor.Provides::service,
                                        ModuleDescriptor.Provides::providers)));
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
        withPublicTypes.remove("dev.aiko.locate"); // for the other packages of the module alone
        assertEquals(
                withPublicTypes,
                Product.API.exports(),
                "Export each package of java-api that holds a public type, and no other.");
    }
}
