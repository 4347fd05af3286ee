package dev.aiko.behaviour.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The scenarios of one room, and everybody who tells them. */
record Room(String name, Script script, Map<Way, Map<String, Method>> tellings) {

    private static final String ENDING = ".class";

    /** Every room that has a script or is told by anybody, so that none can be forgotten. */
    static List<Room> all() {
        Set<String> names = new TreeSet<>(names(Room.class.getPackageName(), ".txt"));
        for (Way way : Way.values()) {
            names.addAll(names(way.room(), ENDING));
        }
        return names.stream().map(Room::named).toList();
    }

    static Room named(String name) {
        Map<Way, Map<String, Method>> tellings = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            String className = way.room() + "." + name;
            try {
                tellings.put(way, way.tellings(Class.forName(className)));
            } catch (ClassNotFoundException nobody) {
                tellings.put(way, Map.of());
            }
        }
        return new Room(name, Script.read(name), tellings);
    }

    /** The names of all scenarios that the script or a telling knows. */
    Set<String> scenarios() {
        Set<String> all = new TreeSet<>(script.names());
        tellings.values().forEach(some -> all.addAll(some.keySet()));
        return all;
    }

    /** What this scenario lacks: a script, or one of the languages. Futures are for some only. */
    List<String> missing(String scenario) {
        List<String> missing = new ArrayList<>();
        if (!script.names().contains(scenario)) {
            missing.add("its lines in " + Script.fileOf(name));
        }
        for (Way way : List.of(Way.STRAIGHT, Way.SUSPENDING)) {
            if (!tellings.get(way).containsKey(scenario)) {
                missing.add("a method in " + way.room() + "." + name);
            }
        }
        return missing;
    }

    /** What each telling of this scenario writes down. */
    Map<Way, List<String>> trails(String scenario) {
        Map<Way, List<String>> trails = new EnumMap<>(Way.class);
        tellings.forEach(
                (way, some) -> {
                    if (some.containsKey(scenario)) {
                        trails.put(way, way.trail(some.get(scenario)));
                    }
                });
        return trails;
    }

    /** The files with that ending where a package is compiled to, as names of rooms. */
    private static Set<String> names(String packageName, String ending) {
        String folder = "/" + packageName.replace('.', '/');
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of(Room.class.getResource(folder).toURI()))) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ending) && !file.contains("$"))
                    .map(file -> capitalized(file.replace(ending, "")))
                    .forEach(names::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
        return names;
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
