package dev.aiko.engine.scope

import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.SuspendBody
import dev.aiko.engine.task.TaskHolder
import dev.aiko.scope.Ready
import dev.aiko.scope.ScopeAction
import dev.aiko.task.Task
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.Callable
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.CoroutineContext

/**
 * What the opener of a child waits for: its report, or its end before that.
 *
 * To give it up before the report is to stop the child.
 */
internal class Handshake<R>(private val group: Group) :
    Composite<R>(group.home),
    Ready<R>,
    TaskHolder {
    /** Written before its first step. */
    @Volatile
    private var child: Task<*>? = null

    override fun enter(task: EngineTask<*>) {
        child = task
        group.enter(task)
    }

    override val owner: EngineTask<*>? get() = group.owner

    override fun refused(task: EngineTask<*>) = group.refused(task)

    /** An end that is news to the opener is its affair, and not the group's. */
    override fun ended(
        task: EngineTask<*>,
        failure: Throwable?
    ): Boolean = group.ended(task, if (tookTheEnd(failure)) null else failure)

    /** The child's body, in the language it is written in. */
    fun bodyOf(code: ScopeAction<Ready<R>>): Callable<*> =
        if (code is SuspendStart<R>) {
            SuspendBody(code.starter) { code.block(this, this@Handshake) }
        } else {
            Callable<Void?> {
                code.run(this)
                null
            }
        }

    private val hasReported = AtomicBoolean()

    override fun report(value: R) {
        check(hasReported.compareAndSet(false, true)) {
            "The child has reported before; it can do so once."
        }
        // An opener that has asked the child to stop is told of its end, and of nothing before.
        if (request == null) complete(value)
    }

    override fun stopParts(reason: String?): Boolean = child?.cancel(reason) == true

    override fun waitsFor(): Collection<Any> = listOfNotNull(child)

    private fun tookTheEnd(failure: Throwable?): Boolean =
        completeExceptionally(
            failure
                ?: request
                ?: IllegalStateException("The child ended without a report; call ready.report(…).")
        )
}

/** The body of such a child in Kotlin, on its way through Java's doors. It is never run as it is. */
internal class SuspendStart<R>(
    /** Of the coroutine that starts it. */
    val starter: CoroutineContext,
    val block: suspend CoroutineScope.(Ready<R>) -> Unit
) : ScopeAction<Ready<R>> {
    override fun run(scope: Ready<R>): Unit =
        error("A Kotlin body can only run in a group of Aiko; give it to group.start { … }.")
}
