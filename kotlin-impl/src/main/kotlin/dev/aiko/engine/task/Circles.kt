package dev.aiko.engine.task

import dev.aiko.engine.loop.LoopCore
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicBoolean

/**
 * Looks for circles of waits one step after somebody may have closed one.
 *
 * Not at once: a wait that is not cancelled yet may be so in the next moment, by the very same
 * request. When that has passed, every wait counts: those in shields, those no cancel came to, and those
 * that began since. Of a circle with a cancelled wait in it nobody would ever go on, so one is left.
 *
 * All that are suspected until a search begins are searched together. Whoever is suspected while one
 * is under way may have changed what it has seen already, and gets another one.
 */
internal class Circles(private val core: LoopCore) : Runnable {
    private val suspects = ConcurrentLinkedQueue<Waiting>()
    private val isComing = AtomicBoolean()

    /** It waits since now, and may close a circle. From any thread. */
    fun suspect(one: Waiting) {
        suspects += one
        if (isComing.compareAndSet(false, true) && !core.post(this)) run()
    }

    override fun run() {
        isComing.set(false)
        val present = generateSequence { suspects.poll() }.toSet()
        val changed = StandStill(present).leaveCircles()
        changed.forEach(::suspect)
    }
}

/**
 * Those who will never end as they wait now. Whoever waits only for some that will end, ends after
 * them; what is left over then waits in a circle, or for one, and nobody else can say so.
 *
 * A picture of one moment, made of what its members said one after the other: what follows from it
 * is asked once more. Only the thread that searches touches it.
 */
private class StandStill(suspects: Collection<Waiting>) {
    private class Place(val one: Waiting) {
        val below = ArrayList<Place>()
        val above = ArrayList<Place>()
        var isOut = false

        /** How many of them are not out. */
        var waitsFor = 0
        var isWaitedFor = 0

        val isInNoCircle get() = waitsFor == 0 || isWaitedFor == 0
    }

    private val places = LinkedHashMap<Waiting, Place>()

    init {
        val rest = suspects.mapTo(ArrayList()) { one -> Place(one).also { places[one] = it } }
        while (rest.isNotEmpty()) {
            val here = rest.removeLast()
            for (one in here.one.below()) {
                val next = places[one] ?: Place(one).also {
                    places[one] = it
                    rest += it
                }
                here.below += next
                next.above += here
            }
        }
        for (place in places.values) {
            place.waitsFor = place.below.size
            place.isWaitedFor = place.above.size
        }
        takeOut(places.values.filter { it.isInNoCircle })
    }

    /** And all that are in no circle without them. */
    private fun takeOut(some: List<Place>) {
        val rest = ArrayList(some)
        while (rest.isNotEmpty()) {
            val one = rest.removeLast()
            if (one.isOut) continue
            one.isOut = true
            for (above in one.above) if (--above.waitsFor == 0) rest += above
            for (below in one.below) if (--below.isWaitedFor == 0) rest += below
        }
    }

    /** Has one go on in each; gives those that were in one no more when they were asked again. */
    fun leaveCircles(): List<CancelledWait> {
        val changed = ArrayList<CancelledWait>()
        val candidates = places.values.filter { !it.isOut && it.one is CancelledWait }
        for (place in candidates.sortedWith(compareBy(LEAST_PATIENT) { it.one as CancelledWait })) {
            val wait = place.one as CancelledWait
            if (place.isOut || wait.patience == Patience.ENDLESS) continue
            val circle = circleOf(place) ?: continue // it only waits for one
            val isStill = circle.zipWithNext().all { (a, b) -> b.one in a.one.below() }
            if (isStill) wait.leave() else changed += wait
            takeOut(listOf(place))
        }
        return changed
    }

    /** From here back to here, each waiting for the next. */
    private fun circleOf(start: Place): List<Place>? {
        val cameFrom = HashMap<Place, Place>()
        val rest = arrayListOf(start)
        while (rest.isNotEmpty() && start !in cameFrom) {
            val here = rest.removeLast()
            for (next in here.below) {
                if (!next.isOut && cameFrom.putIfAbsent(next, here) == null) rest += next
            }
        }
        val last = cameFrom[start] ?: return null
        val wayBack =
            generateSequence(last) { here -> cameFrom[here].takeUnless { here === start } }
        return wayBack.toList().reversed() + start
    }

    private companion object {
        val LEAST_PATIENT = compareBy<CancelledWait> { it.patience }.thenByDescending { it.number }
    }
}
