package dev.aiko;

import dev.aiko.spi.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds the one engine when the first verb needs it.
 *
 * <p>Lazy, so that loading a class of the API alone costs nothing and fails nowhere; it never falls
 * back to anything silently, because an event loop is no logger.
 */
final class EngineLocator {

    private EngineLocator() {}

    static Engine engine() {
        return Holder.ENGINE;
    }

    private static final class Holder {
        static final Engine ENGINE = locate();
    }

    private static Engine locate() {
        List<Engine> found = new ArrayList<>();
        try {
            // The class loader of this class first: a service runs where its API is, whatever the
            // thread that happens to come first has as context loader.
            addAll(ServiceLoader.load(Engine.class, EngineLocator.class.getClassLoader()), found);
            if (found.isEmpty()) {
                addAll(ServiceLoader.load(Engine.class), found);
            }
        } catch (ServiceConfigurationError broken) {
            throw new IllegalStateException(
                    "The Aiko engine could not be loaded; check that the versions of dev.aiko:aiko"
                            + " and dev.aiko:aiko-api are the same.",
                    broken);
        }
        return only(found);
    }

    /** A loop and no method reference: every program pays for what is spun at its start. */
    private static void addAll(Iterable<Engine> engines, List<Engine> found) {
        for (Engine engine : engines) {
            found.add(engine);
        }
    }

    static Engine only(List<Engine> found) {
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "No Aiko engine found; add the artifact dev.aiko:aiko to the class path or"
                            + " module path.");
        }
        if (found.size() > 1) {
            var names = found.stream().map(e -> e.getClass().getName()).sorted().toList();
            throw new IllegalStateException(
                    "Found "
                            + found.size()
                            + " Aiko engines: "
                            + names
                            + "; keep one of them on the class path or module path.");
        }
        return found.get(0);
    }
}
