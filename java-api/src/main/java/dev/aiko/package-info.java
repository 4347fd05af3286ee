/**
 * The front door. {@link dev.aiko.Aiko} holds the verbs of asyncio, {@link dev.aiko.Runner} owns a
 * loop for as long as a program needs one.
 *
 * <p>The rooms behind it: {@code task} (futures and tasks), {@code loop} (turns, callbacks, timers,
 * time), {@code context} (values that travel with a task), {@code spi} (the one way to an engine).
 */
@NullMarked
package dev.aiko;

import org.jspecify.annotations.NullMarked;
