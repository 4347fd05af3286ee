/** Finds the engine; not exported. */
@NullMarked
package dev.aiko.locate;

import org.jspecify.annotations.NullMarked;
