package dev.aiko.engine.sync

import dev.aiko.engine.loop.Seat
import dev.aiko.engine.loop.textOf
import dev.aiko.engine.task.taskOf
import dev.aiko.engine.wait.block
import dev.aiko.engine.wait.during
import dev.aiko.engine.wait.promise
import dev.aiko.sync.CapacityLimiter
import dev.aiko.sync.Lease
import dev.aiko.sync.WaitStatistics
import dev.aiko.task.LoopFuture
import java.util.Collections
import java.util.IdentityHashMap
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/** Permits that are counted by who has one. */
internal class EngineLimiter(total: Int) : CapacityLimiter {
    private val permits = Permits("a CapacityLimiter", total, surplus = null)

    /** Who has a token or waits for one; guarded by itself. */
    private val borrowers: MutableSet<Any> =
        Collections.synchronizedSet(Collections.newSetFromMap(IdentityHashMap()))

    private inner class Loan(val borrower: Any) : PermitWish(permits, 1) {
        override fun over() {
            borrowers.remove(borrower)
        }
    }

    private fun loan(borrower: Any): Loan {
        check(borrowers.add(borrower)) {
            "${textOf(
                borrower
            )} has a token of $this already, or waits for one; close that lease first."
        }
        return Loan(borrower)
    }

    /** In a callback of a loop it is nobody we know: the thread is the loop's, and serves everybody. */
    private fun caller(): Any {
        val core = Seat.driving()?.core ?: return Thread.currentThread()
        return taskOf(core.running) ?: Any()
    }

    /** `acquire` of a coroutine. */
    suspend fun acquireHere(borrower: Any): Lease = loan(borrower).acquireHere()

    override fun acquireAsync(): LoopFuture<Lease> = acquireAsync(caller())

    override fun acquireAsync(borrower: Any): LoopFuture<Lease> = loan(borrower).promise()

    override fun tryAcquire(): Lease? = tryAcquire(caller())

    override fun tryAcquire(borrower: Any): Lease? {
        val loan = loan(borrower)
        return loan.takeNow() ?: null.also { borrowers.remove(borrower) }
    }

    override fun acquireBlocking(): Lease = acquireBlocking(caller())

    override fun acquireBlocking(borrower: Any): Lease {
        val loan = loan(borrower)
        try {
            return loan.block("acquireBlocking")
        } catch (refused: Exception) {
            borrowers.remove(loan.borrower)
            throw refused
        }
    }

    override fun <T> withTokenAsync(body: Supplier<out CompletionStage<T>>): LoopFuture<T> =
        withTokenAsync(Any(), body)

    override fun <T> withTokenAsync(
        borrower: Any,
        body: Supplier<out CompletionStage<T>>
    ): LoopFuture<T> = loan(borrower).during(body)

    override fun total(): Int = permits.size

    override fun setTotal(total: Int) {
        require(total >= 0) { "$total tokens; a limiter has none or more." }
        permits.resize(total)
    }

    override fun borrowed(): Int = permits.taken

    override fun statistics(): WaitStatistics = permits.statistics()

    override fun toString(): String = "<CapacityLimiter borrowed=${borrowed()}/${total()}$permits>"
}
