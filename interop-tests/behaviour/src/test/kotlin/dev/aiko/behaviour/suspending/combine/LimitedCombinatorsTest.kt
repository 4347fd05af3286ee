package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.scope.untilCancelled
import dev.aiko.coroutines.await
import dev.aiko.coroutines.start
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/** A time limit on a future that stands for others reaches the work below it. */
class LimitedCombinatorsTest :
    StringSpec({
        fun limited(
            trail: Trail,
            combinator: (Task<Nothing>) -> LoopFuture<*>
        ) = inTask {
            val future = combinator(task { trail.untilCancelled("work") })
            future.orTimeout(1, TimeUnit.HOURS)
            shouldThrow<TimeoutException> { future.await() }
            delay(1.minutes)
        }

        "on gather, a race and waitFor: the work is stopped" {
            val combinators = listOf<(Task<Nothing>) -> LoopFuture<*>>(
                { Aiko.gather<Any>(it) },
                { Aiko.gatherSettled<Any>(it) },
                { Aiko.race<Any>(it) },
                { Aiko.waitFor(it, 2.hours.toJavaDuration()) }
            )
            for (combinator in combinators) {
                val trail = Trail()
                limited(trail, combinator)
                trail.reads("work is cancelled")
            }
        }

        "on a shield: the work goes on until its loop ends" {
            inTask {
                val work = task { delay(2.hours) }
                val shield = Aiko.shield(work)
                shield.orTimeout(1, TimeUnit.HOURS)
                shouldThrow<TimeoutException> { shield.await() }
                work.cancelling() shouldBe 0
                work.await()
            }
        }

        "around a child that gets ready: the child is stopped, and the group goes on" {
            inTask {
                val trail = Trail()
                taskGroup {
                    shouldThrow<TimeoutException> {
                        timeout(1.hours) { group.start<Int> { trail.untilCancelled("child") } }
                    }
                    delay(1.hours)
                    trail.add("the group goes on")
                }
                trail.reads("child is cancelled", "the group goes on")
            }
        }
    })
