/** For engines: the one door between this API and what stands behind it. */
@NullMarked
package dev.aiko.spi;

import org.jspecify.annotations.NullMarked;
