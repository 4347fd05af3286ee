package dev.aiko.walls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;

/**
 * One of our two modules as it was built: its classes, its exports, and where its sources live.
 *
 * <p>Maven gives a directory in phase {@code test} and a jar in phase {@code verify}; the module
 * finder of the JDK reads both, so the walls stand on that.
 */
enum Product {
    API("dev.aiko.Aiko", "java-api", "api/aiko-api.api"),
    ENGINE("dev.aiko.engine.CoroutineEngine", "kotlin-impl", "api/aiko.api");

    private final String witness;
    private final String home;
    private final String dump;

    Product(String witness, String home, String dump) {
        this.witness = witness;
        this.home = home;
        this.dump = dump;
    }

    /** The directory of the module in the source tree. */
    Path home() {
        return root().resolve(home);
    }

    /** The committed text of the public surface. */
    Path dumpFile() {
        return home().resolve(dump);
    }

    ModuleReference module() {
        Set<ModuleReference> found = ModuleFinder.of(location()).findAll();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    location() + " holds " + found.size() + " modules; it needs one module-info.");
        }
        return found.iterator().next();
    }

    /** Packages exported to everybody. */
    Set<String> exports() {
        Set<String> names = new TreeSet<>();
        module().descriptor().exports().stream()
                .filter(export -> !export.isQualified())
                .forEach(export -> names.add(export.source()));
        return names;
    }

    /** All class files but the module's own. */
    List<ClassReader> classFiles() {
        return classBytes().stream().map(ClassReader::new).toList();
    }

    /** The same class files as bytes. */
    List<byte[]> classBytes() {
        List<byte[]> classes = new ArrayList<>();
        try (ModuleReader reader = module().open();
                Stream<String> names = reader.list()) {
            for (String name : names.filter(Product::isClass).sorted().toList()) {
                ByteBuffer bytes = reader.read(name).orElseThrow();
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                reader.release(bytes);
                classes.add(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (classes.isEmpty()) {
            throw new IllegalStateException(location() + " holds no classes; compile it first.");
        }
        return classes;
    }

    /** The types a user can name: public all the way out, in an exported package. */
    List<Class<?>> publicTypes() {
        Set<String> exports = exports();
        List<Class<?>> types = new ArrayList<>();
        for (ClassReader file : classFiles()) {
            Class<?> type = load(file.getClassName().replace('/', '.'));
            if (exports.contains(type.getPackageName()) && isVisible(type)) {
                types.add(type);
            }
        }
        return types;
    }

    /** The root of the source tree, found from the directory the tests run in. */
    static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("java-api"))
                    && Files.isDirectory(at.resolve("kotlin-impl"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "No directory above " + start + " holds java-api and kotlin-impl; run inside it.");
    }

    static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Product.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    name + " is not on the class path of the walls; add its artifact.", e);
        }
    }

    private Path location() {
        try {
            return Path.of(
                    load(witness).getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.equals("module-info.class");
    }

    private static boolean isVisible(Class<?> type) {
        if (type.isAnonymousClass() || type.isLocalClass()) {
            return false;
        }
        for (Class<?> at = type; at != null; at = at.getDeclaringClass()) {
            if (!Surface.isOpen(at)) {
                return false;
            }
        }
        return true;
    }
}
