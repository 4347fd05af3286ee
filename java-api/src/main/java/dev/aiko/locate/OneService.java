package dev.aiko.locate;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds the one implementation of a service of Aiko's, or says what to do about none and several.
 */
public final class OneService {

    private OneService() {}

    /**
     * @throws IllegalStateException when there is not exactly one
     */
    public static <S> S of(Class<S> service) {
        List<S> found = new ArrayList<>();
        try {
            // The class loader of this class first: a service runs where its API is, whatever the
            // thread that happens to come first has as context loader.
            addAll(ServiceLoader.load(service, OneService.class.getClassLoader()), found);
            if (found.isEmpty()) {
                addAll(ServiceLoader.load(service), found);
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
    private static <S> void addAll(Iterable<S> services, List<S> found) {
        for (S service : services) {
            found.add(service);
        }
    }

    private static <S> S only(List<S> found) {
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
