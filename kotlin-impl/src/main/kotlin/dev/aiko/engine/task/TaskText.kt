package dev.aiko.engine.task

import dev.aiko.engine.loop.textOf
import java.io.PrintStream
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/** `<Task pending name='x' body=… awaiting=… callbacks=[…]>`; the words are asyncio's. */
internal fun describeTask(task: EngineTask<*>): String =
    buildString {
        append("<Task ").append(task.state().word())
        append(" name='").append(task.name()).append('\'')
        append(" body=").append(nameOfCode(task.body))
        val awaiting = task.awaiting()
        if (!task.isDone && awaiting != null) append(" awaiting=").append(brief(awaiting))
        appendEnd(task, task)
        append('>')
    }

internal fun EnginePromise<*>.describeFuture(kind: String): String =
    buildString {
        append('<').append(kind).append(' ').append(stateAndAim(this@describeFuture))
        appendEnd(this@describeFuture, this@describeFuture)
        append('>')
    }

private fun stateAndAim(future: EnginePromise<*>): String {
    val aim = if (future.isDone) null else future.aim
    return stateWord(future) + if (aim == null) "" else " for $aim"
}

private fun stateWord(future: CompletableFuture<*>): String =
    when {
        !future.isDone -> "pending"
        future.hasGoneBack -> "given back"
        future.isCancelled -> "cancelled"
        future.isCompletedExceptionally -> "failed"
        else -> "finished"
    }

private fun StringBuilder.appendEnd(
    future: CompletableFuture<*>,
    line: WaiterLine
) {
    if (!future.isDone) {
        appendWaiters(line.waiters().filter { it.isInterested })
        return
    }
    // Looking at the outcome for a message is not reading it, so this goes past failure().
    val failure = line.ended?.failure
    when {
        future.hasGoneBack -> {}

        failure is CancellationException -> reasonOf(failure)?.let { append(" reason='$it'") }

        failure != null -> append(" exception=").append(textOf(failure))

        !future.isCompletedExceptionally ->
            append(" result=").append(shortened(future.valueNow()))
    }
}

/** What came with it is somebody else's by now. */
private val CompletableFuture<*>.hasGoneBack: Boolean
    get() = this is Delivery<*> && isReturned

/** Somebody may have cancelled with an exception of his own making. */
private fun reasonOf(failure: CancellationException): String? =
    if (failure.javaClass == CancellationException::class.java) failure.message else textOf(failure)

/** With many waiters only the first, the last, and how many were left out. */
private fun StringBuilder.appendWaiters(waiters: List<Waiter>) {
    if (waiters.isEmpty()) return
    append(" callbacks=[")
    append(briefWaiter(waiters.first()))
    if (waiters.size > 2) append(", <").append(waiters.size - 2).append(" more>")
    if (waiters.size > 1) append(", ").append(briefWaiter(waiters.last()))
    append(']')
}

private fun briefWaiter(waiter: Waiter): String =
    if (waiter is EngineTask<*>) brief(waiter) else textOf(waiter)

/** A neighbour in a message: enough to know it, not so much that messages nest. */
internal fun brief(other: Any): String =
    when (other) {
        is EngineTask<*> -> "<Task ${other.state().word()} name='${other.name()}'>"
        is EnginePromise<*> -> "<Future ${stateAndAim(other)}>"
        else -> other.javaClass.simpleName
    }

private fun shortened(value: Any?): String =
    // A future as a value is named and not told in full: it may hold the one that tells.
    (if (value is EngineFuture) brief(value) else textOf(value)).let {
        if (it.length <=
            LONGEST_VALUE
        ) {
            it
        } else {
            it.take(LONGEST_VALUE) + "…"
        }
    }

/** `Shop.open`, for a lambda made in there, instead of `Shop$$Lambda/0x…`. */
private fun nameOfCode(code: Any): String {
    if (code is ActionBody) return nameOfCode(code.action)
    val name = (code as? Class<*> ?: code.javaClass).name
    return name.substringBefore("$\$Lambda").substringAfterLast('.')
}

internal fun printTaskStack(
    task: EngineTask<*>,
    out: PrintStream
) {
    val frames = task.stack()
    when {
        frames.isEmpty() -> out.println("No stack for $task")
        task.isDone -> out.println("Trace of the failure of $task (innermost call first):")
        else -> out.println("Stack of $task (innermost call first):")
    }
    frames.forEach { out.println("\tat $it") }
    if (task.isDone && frames.isNotEmpty()) out.println(textOf(task.ended?.failure))
}

private const val LONGEST_VALUE = 200
