/** The loop: turns, callbacks, timers, time, and what it does with errors nobody can receive. */
@NullMarked
package dev.aiko.loop;

import org.jspecify.annotations.NullMarked;
