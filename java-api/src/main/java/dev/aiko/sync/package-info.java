/** Locks and their like, shared by futures, straight-line bodies, coroutines and plain threads. */
@NullMarked
package dev.aiko.sync;

import org.jspecify.annotations.NullMarked;
