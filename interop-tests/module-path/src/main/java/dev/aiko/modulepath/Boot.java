package dev.aiko.modulepath;

import dev.aiko.Aiko;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts Aiko as named modules and says nothing when all is well.
 *
 * <p>A package in two modules, a missing {@code provides} or an unread module builds without a word
 * and dies only here, when the module system boots.
 */
public final class Boot {

    private static final String HIDDEN = "dev.aiko.engine.CoroutineEngine";

    private Boot() {}

    /** Ends with status 1 and one line for each broken promise. */
    public static void main(String[] args) {
        List<String> broken = new ArrayList<>();
        expectModule(broken, Boot.class, "dev.aiko.modulepath");
        expectModule(broken, Aiko.class, "dev.aiko");
        expectWork(broken);
        expectHidden(broken);
        if (!broken.isEmpty()) {
            broken.forEach(System.err::println);
            System.exit(1);
        }
    }

    private static void expectWork(List<String> broken) {
        String answer = Aiko.run(() -> Aiko.await(Aiko.createTask(() -> "done")));
        if (!answer.equals("done")) {
            broken.add("A task returned '" + answer + "' instead of 'done'.");
        }
    }

    private static void expectModule(List<String> broken, Class<?> type, String module) {
        String actual = type.getModule().getName();
        if (!module.equals(actual)) {
            broken.add(
                    type.getName()
                            + " is in module "
                            + actual
                            + ", not in "
                            + module
                            + "; start with --module-path.");
        }
    }

    private static void expectHidden(List<String> broken) {
        Module engine = ModuleLayer.boot().findModule("dev.aiko.coroutines").orElseThrow();
        try {
            Class<?> type = Class.forName(engine, HIDDEN);
            if (type == null) {
                broken.add(HIDDEN + " does not exist; name another engine class in Boot.");
                return;
            }
            type.getDeclaredConstructor().newInstance();
            broken.add(HIDDEN + " can be made from outside; remove its package from the exports.");
        } catch (IllegalAccessException expected) {
            // The wall holds: the package is not exported.
        } catch (ReflectiveOperationException e) {
            broken.add(HIDDEN + " failed in an unexpected way: " + e);
        }
    }
}
