/** Values that come one after the other, each when it is asked for. */
@NullMarked
package dev.aiko.sequence;

import org.jspecify.annotations.NullMarked;
