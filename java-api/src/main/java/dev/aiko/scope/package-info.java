/** Blocks of code that nothing started in them outlives: groups, time limits, resources. */
@NullMarked
package dev.aiko.scope;

import org.jspecify.annotations.NullMarked;
