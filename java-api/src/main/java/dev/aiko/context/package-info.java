/** Values that travel with a task, whoever completes what it waits for. */
@NullMarked
package dev.aiko.context;

import org.jspecify.annotations.NullMarked;
