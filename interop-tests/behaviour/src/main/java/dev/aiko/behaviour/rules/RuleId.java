package dev.aiko.behaviour.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shape of an id: an area, a hyphen, a number, as in {@code LOCK-02}. */
final class RuleId {

    private static final String SHAPE = "[A-Z]+-[0-9]+[a-z]?";
    private static final Pattern WHOLE = Pattern.compile(SHAPE);
    private static final Pattern NEXT = Pattern.compile("\\s*(" + SHAPE + ")(?=[\\s,:]|$)[,:]?");

    private RuleId() {}

    static boolean isOne(String text) {
        return WHOLE.matcher(text).matches();
    }

    static String area(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    /** The ids a test name starts with; a name may start with none. */
    static List<String> leading(String testName) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = NEXT.matcher(testName);
        while (matcher.lookingAt()) {
            ids.add(matcher.group(1));
            matcher.region(matcher.end(), testName.length());
        }
        return ids;
    }
}
