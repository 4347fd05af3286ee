package dev.aiko.walls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Which package knows which, read from class files: every type a class names in its code, its
 * signatures or its annotations.
 *
 * <p>A remapper is asked about each name it could rename, so one that renames nothing sees all.
 */
final class Rooms {

    /** For each knowing package, the known ones, each with a class as a witness. */
    private final Map<String, Map<String, String>> known = new TreeMap<>();

    private Rooms() {}

    static Rooms of(List<ClassReader> files, String prefix) {
        Rooms rooms = new Rooms();
        for (ClassReader file : files) {
            String from = room(file.getClassName());
            rooms.known.computeIfAbsent(from, r -> new TreeMap<>());
            for (String name : namesIn(file)) {
                String to = room(name);
                boolean ours = to.equals(prefix) || to.startsWith(prefix + ".");
                if (ours && !to.equals(from)) {
                    rooms.known.get(from).putIfAbsent(to, file.getClassName() + " names " + name);
                }
            }
        }
        return rooms;
    }

    Set<String> all() {
        return known.keySet();
    }

    /** What one package knows, with witnesses. */
    Map<String, String> knownBy(String room) {
        return known.getOrDefault(room, Map.of());
    }

    /** Each cycle once for each package on it, as a path that ends where it began. */
    List<String> cycles() {
        return known.keySet().stream()
                .map(this::wayBackTo)
                .filter(path -> !path.isEmpty())
                .collect(Collectors.toList());
    }

    private String wayBackTo(String room) {
        Map<String, String> paths = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>();
        paths.put(room, room);
        open.add(room);
        while (!open.isEmpty()) {
            String at = open.remove();
            for (Map.Entry<String, String> step : knownBy(at).entrySet()) {
                String path = paths.get(at) + " -> " + step.getKey() + " (" + step.getValue() + ")";
                if (step.getKey().equals(room)) {
                    return path;
                }
                if (paths.putIfAbsent(step.getKey(), path) == null) {
                    open.add(step.getKey());
                }
            }
        }
        return "";
    }

    private static Set<String> namesIn(ClassReader file) {
        Set<String> names = new TreeSet<>();
        Remapper listener =
                new Remapper(Opcodes.ASM9) {
                    @Override
                    public String map(String internalName) {
                        names.add(internalName);
                        return internalName;
                    }
                };
        // A writer, because a visitor that declines methods would not be shown their code.
        file.accept(new ClassRemapper(new ClassWriter(0), listener), 0);
        return names;
    }

    private static String room(String internalName) {
        int slash = internalName.lastIndexOf('/');
        return slash < 0 ? "" : internalName.substring(0, slash).replace('/', '.');
    }
}
