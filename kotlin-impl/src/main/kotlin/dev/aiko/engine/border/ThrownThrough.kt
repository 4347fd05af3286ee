package dev.aiko.engine.border

import dev.aiko.engine.task.uncopied
import kotlinx.coroutines.isActive
import java.lang.ref.ReferenceQueue
import java.lang.ref.WeakReference
import java.util.concurrent.CancellationException
import java.util.concurrent.ConcurrentHashMap
import kotlin.coroutines.coroutineContext

/**
 * The cancellations that Kotlin code has thrown when Java had called it.
 *
 * Kotlin ends flows and time limits by throwing these, and knows them again by being the same objects.
 * Drivers, pools and Java code make cancellations as well, and the objects do not tell whose they are.
 * So each is noted where it leaves the Kotlin code, for as long as it lives.
 */
internal object ThrownThrough {
    private val noted: MutableSet<Noted> = ConcurrentHashMap.newKeySet()
    private val forgotten = ReferenceQueue<Throwable>()

    fun note(thrown: CancellationException) {
        while (true) noted.remove(forgotten.poll() ?: break)
        noted += Noted(uncopied(thrown), forgotten)
    }

    operator fun contains(failure: Throwable): Boolean = Noted(uncopied(failure), null) in noted
}

/** Equal to another one of the same object. */
private class Noted(thrown: Throwable, forgotten: ReferenceQueue<Throwable>?) :
    WeakReference<Throwable>(thrown, forgotten) {
    private val hash = System.identityHashCode(thrown)

    override fun hashCode(): Int = hash

    override fun equals(other: Any?): Boolean =
        this === other || (other is Noted && get().let { it != null && it === other.get() })
}

/**
 * Runs Kotlin code that Java calls, and notes the cancellation that it throws, unless somebody has
 * cancelled the call: that is no doing of its own.
 */
internal suspend inline fun <T> notingThrown(code: () -> T): T =
    try {
        code()
    } catch (thrown: CancellationException) {
        if (coroutineContext.isActive) ThrownThrough.note(thrown)
        throw thrown
    }
