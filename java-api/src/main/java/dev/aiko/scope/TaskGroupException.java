package dev.aiko.scope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The failures of a task group: always this type, also for a single one.
 *
 * <p>The first failure is the cause and the others are suppressed, so that a plain stack trace
 * shows all of them. The failure of a group inside another is one member of the outer one.
 */
public final class TaskGroupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Of a type that can be serialized, as an exception has to be. */
    private final ArrayList<Throwable> failures;

    /**
     * @param failures in the order in which they happened; at least one
     */
    public TaskGroupException(String message, List<? extends Throwable> failures) {
        super(message, requireSome(failures).get(0));
        this.failures = new ArrayList<>(failures);
        this.failures.stream().skip(1).forEach(this::addSuppressed);
    }

    private static <X extends Throwable> List<X> requireSome(List<X> failures) {
        if (failures.isEmpty()) {
            throw new IllegalArgumentException(
                    "A TaskGroupException has no failures; a group without failures ends normally.");
        }
        return failures;
    }

    /** The failures of this group, in the order in which they happened; unmodifiable. */
    public List<Throwable> failures() {
        return Collections.unmodifiableList(failures);
    }

    /** The failures of this group and of the groups in it, without the groups themselves. */
    public List<Throwable> leaves() {
        var leaves = new ArrayList<Throwable>();
        var open = new ArrayDeque<Throwable>(failures); // no recursion: groups may nest deep
        while (!open.isEmpty()) {
            Throwable failure = open.pop();
            if (failure instanceof TaskGroupException inner) {
                for (int i = inner.failures.size() - 1; i >= 0; i--) {
                    open.push(inner.failures.get(i));
                }
            } else {
                leaves.add(failure);
            }
        }
        return leaves;
    }

    /** The {@link #leaves()} of that type. */
    public <X extends Throwable> List<X> leaves(Class<X> type) {
        Objects.requireNonNull(type, "type");
        return leaves().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * The two halves of this failure, by the type of the leaves; each keeps the nesting of groups.
     * With it {@code except*} reads:
     *
     * <pre>{@code
     * var halves = failure.split(IOException.class);
     * if (halves.matched() != null) … ;
     * if (halves.rest() != null) throw halves.rest();
     * }</pre>
     */
    public Split split(Class<? extends Throwable> type) {
        Objects.requireNonNull(type, "type");
        return split(type::isInstance);
    }

    /** {@link #split(Class)} by any condition, asked of every leaf. */
    public Split split(Predicate<? super Throwable> condition) {
        Objects.requireNonNull(condition, "condition");
        var matched = new ArrayList<Throwable>();
        var rest = new ArrayList<Throwable>();
        for (Throwable failure : failures) {
            if (failure instanceof TaskGroupException inner) {
                Split halves = inner.split(condition);
                addTo(matched, halves.matched());
                addTo(rest, halves.rest());
            } else {
                (condition.test(failure) ? matched : rest).add(failure);
            }
        }
        return new Split(part(matched), part(rest));
    }

    private static void addTo(List<Throwable> failures, @Nullable Throwable failure) {
        if (failure != null) {
            failures.add(failure);
        }
    }

    private @Nullable TaskGroupException part(List<Throwable> some) {
        if (some.isEmpty()) {
            return null;
        }
        if (some.size() == failures.size() && some.equals(failures)) {
            return this;
        }
        var part = new TaskGroupException(Objects.toString(getMessage()), some);
        part.setStackTrace(getStackTrace());
        return part;
    }

    /**
     * What {@link #split} found.
     *
     * @param matched the leaves that were asked for; null when there are none
     * @param rest all the others; null when there are none
     */
    public record Split(@Nullable TaskGroupException matched, @Nullable TaskGroupException rest) {}
}
