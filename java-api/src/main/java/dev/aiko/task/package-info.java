/** Work in progress: futures that belong to a loop, and tasks, which are futures with a body. */
@NullMarked
package dev.aiko.task;

import org.jspecify.annotations.NullMarked;
