/** What comes out when several stages are waited for together. */
@NullMarked
package dev.aiko.combine;

import org.jspecify.annotations.NullMarked;
