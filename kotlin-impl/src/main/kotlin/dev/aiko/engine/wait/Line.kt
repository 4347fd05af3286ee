package dev.aiko.engine.wait

/** Somebody's place in a [Line]; he can be in one at a time. */
internal abstract class Place {
    // Guarded by the owner of the line.
    var before: Place? = null
    var after: Place? = null
    var isInLine = false
}

/**
 * Those who wait, first come first served, linked through themselves: to come, to leave from the
 * middle and to be served cost the same in a long line and in a short one. Guarded by its owner.
 */
internal class Line<P : Place> {
    private var first: P? = null
    private var last: P? = null
    var size = 0
        private set

    fun isEmpty() = first == null

    fun isNotEmpty() = first != null

    fun first(): P? = first

    fun add(place: P) {
        place.isInLine = true
        place.before = last
        if (last == null) first = place else last!!.after = place
        last = place
        size++
    }

    /** False when he is not in line. */
    @Suppress("UNCHECKED_CAST") // only places of this type get in
    fun remove(place: P): Boolean {
        if (!place.isInLine) return false
        val before = place.before
        val after = place.after
        if (before == null) first = after as P? else before.after = after
        if (after == null) last = before as P? else after.before = before
        place.before = null
        place.after = null
        place.isInLine = false
        size--
        return true
    }

    fun removeFirst(): P? = first?.also(::remove)

    /** The first so many, taken out. */
    fun take(most: Int = Int.MAX_VALUE): List<P> {
        val taken = ArrayList<P>(minOf(most, size))
        while (taken.size < most) taken += removeFirst() ?: break
        return taken
    }
}
