/**
 * The front door. {@link dev.aiko.Aiko} holds the verbs of asyncio, {@link dev.aiko.Runner} owns a
 * loop for as long as a program needs one, {@link dev.aiko.TaskGroup} owns tasks for as long as a
 * block of code needs them.
 *
 * <p>The rooms behind it: {@code task} (futures and tasks), {@code loop} (turns, callbacks, timers,
 * time), {@code scope} (groups, time limits, resources), {@code combine} (several stages at once),
 * {@code sequence} (values one after the other), {@code context} (values that travel with a task),
 * {@code spi} (the one way to an engine).
 */
@NullMarked
package dev.aiko;

import org.jspecify.annotations.NullMarked;
