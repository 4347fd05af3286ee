package dev.aiko.behaviour.suspending.loop

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

/** Tasks that somebody has cancelled just before the loop is closed get their last turns, too. */
class CloseAfterCancelTest :
    StringSpec({
        fun EventLoop.cleaningUp(trail: Trail): Task<Unit> = task {
            try {
                awaitCancellation()
            } finally {
                withContext(NonCancellable) {
                    trail.add("begins")
                    repeat(5) { yield() }
                    trail.add(this@cleaningUp.task { "helped" }.await())
                    yield()
                    trail.add("ends")
                }
            }
        }

        fun closing(test: (EventLoop, Trail) -> Task<*>) = inTime {
            val reports = Reports()
            val trail = Trail()
            val loop = virtualLoop()
            loop.setExceptionHandler(reports)
            val task = test(loop, trail)
            loop.close()
            shouldThrow<CancellationException> { task.result() }.message shouldBe "enough"
            task.cancelling() shouldBe 1
            reports.all.shouldBeEmpty()
            trail.steps()
        }

        "a task that was cancelled and has not heard of it cleans up" {
            closing { loop, trail ->
                loop.cleaningUp(trail).also {
                    loop.runTask { yield() }
                    it.cancel("enough")
                }
            } shouldBe listOf("begins", "helped", "ends")
        }

        "a task that is in the middle of its cleanup goes on with it" {
            closing { loop, trail ->
                loop.cleaningUp(trail).also {
                    loop.runTask {
                        yield()
                        it.cancel("enough")
                        yield()
                    }
                    it.isDone shouldBe false
                }
            } shouldBe listOf("begins", "helped", "ends")
        }

        "a child that cleans up after its body has ended gets its turns" {
            closing { loop, trail ->
                loop.task {
                    launch {
                        try {
                            awaitCancellation()
                        } finally {
                            withContext(NonCancellable) { yield() }
                            trail.add("child is clean")
                        }
                    }
                }.also {
                    loop.runTask { repeat(3) { yield() } }
                    it.cancel("enough")
                }
            } shouldBe listOf("child is clean")
        }

        "a task cancelled before its first step never runs" {
            closing { loop, trail ->
                loop.task { trail.add("never") }.also { it.cancel("enough") }
            } shouldBe emptyList()
        }
    })
