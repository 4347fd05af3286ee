/** Queues and topics: how tasks hand things to each other. */
@NullMarked
package dev.aiko.queue;

import org.jspecify.annotations.NullMarked;
