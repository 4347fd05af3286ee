package dev.aiko.combine;

import java.util.Set;

/**
 * The stages {@code waitUntil} was given, in two sets that keep their order.
 *
 * @param done those that are done
 * @param pending those that are not; they go on
 */
public record Waited<S>(Set<S> done, Set<S> pending) {}
