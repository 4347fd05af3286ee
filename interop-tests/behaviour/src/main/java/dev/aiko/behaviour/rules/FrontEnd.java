package dev.aiko.behaviour.rules;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A language in which a rule is shown, told by the package of the test class. */
enum FrontEnd {
    JAVA("java", "dev.aiko.behaviour.straight"),
    KOTLIN("kotlin", "dev.aiko.behaviour.suspending");

    private final String word;
    private final String home;

    FrontEnd(String word, String home) {
        this.word = word;
        this.home = home;
    }

    static Optional<FrontEnd> ofClass(String className) {
        for (FrontEnd one : values()) {
            if (className.startsWith(one.home + ".")) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    static Set<FrontEnd> parse(String text) {
        return switch (text) {
            case "java" -> EnumSet.of(JAVA);
            case "kotlin" -> EnumSet.of(KOTLIN);
            case "both" -> EnumSet.allOf(FrontEnd.class);
            default ->
                    throw new IllegalArgumentException(
                            "\"" + text + "\" is no front end; write java, kotlin or both.");
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
