package dev.aiko.engine.task

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater

/** Compare-and-set on a volatile field, without an object for each field of each future. */
internal inline fun <reified O : Any, reified V : Any> field(
    name: String
): AtomicReferenceFieldUpdater<O, V?> =
    AtomicReferenceFieldUpdater.newUpdater(O::class.java, V::class.java, name)
