package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.queue.AsyncQueue
import dev.aiko.sync.AsyncLock
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield

/** A coroutine and a stage that wait for the same lease or item, and one of them goes without it. */
class StagesLeftTest :
    StringSpec({
        "a coroutine that reads what has gone to somebody else fails, and is not cancelled" {
            inTask {
                val queue = AsyncQueue.unbounded<String>()
                val get = queue.getAsync()
                val stage = get.thenAcceptAsync({ error("a function: $it") }, { })
                queue.putNow("item")
                yield()
                stage.cancel(false)
                queue.tryGet() shouldBe "item"
                shouldThrow<TaskCancelledException> { get.await() }
                    .message shouldContain "wait anew"
            }
        }

        "a coroutine that has read has it, whatever becomes of the stage" {
            inTask {
                val lock = AsyncLock.create()
                val acquired = lock.acquireAsync()
                val stage = acquired.thenAcceptAsync({ error("a function: $it") }, { })
                val lease = acquired.await()
                stage.cancel(false)
                lock.isLocked shouldBe true
                lease.close()
                lock.isLocked shouldBe false
            }
        }

        "of a coroutine and a stage that both go, the last one gives it back" {
            for (isStageFirst in listOf(true, false)) {
                inTask {
                    val lock = AsyncLock.create()
                    val held = lock.acquireAsync().await()
                    val acquired = lock.acquireAsync()
                    val stage = acquired.thenAcceptAsync({ error("a function: $it") }, { })
                    val coroutine = launch(start = UNDISPATCHED) { acquired.await() }
                    held.close()
                    while (!acquired.isDone) yield()
                    if (isStageFirst) stage.cancel(false) else coroutine.cancelAndJoin()
                    lock.isLocked shouldBe true
                    if (isStageFirst) coroutine.cancelAndJoin() else stage.cancel(false)
                    lock.isLocked shouldBe false
                }
            }
        }
    })
