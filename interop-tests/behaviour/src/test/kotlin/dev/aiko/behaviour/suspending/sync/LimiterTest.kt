package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withToken
import dev.aiko.sync.CapacityLimiter
import dev.aiko.sync.WaitStatistics
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation

class LimiterTest :
    StringSpec({
        fun borrower(limiter: CapacityLimiter, trail: Trail, name: String) = task {
            limiter.withToken(name) {
                trail.add(name)
                awaitCancellation()
            }
        }

        "no more than its tokens are lent out, first come, first served" {
            inTask {
                val limiter = CapacityLimiter.create(2)
                val trail = Trail()
                val tasks = listOf("a", "b", "c", "d").map { borrower(limiter, trail, it) }
                settle()
                trail.reads("a", "b")
                limiter.borrowed() shouldBe 2
                limiter.statistics() shouldBe WaitStatistics(2, 0, 2)
                tasks[1].cancel("enough")
                settle()
                trail.reads("a", "b", "c")
                tasks[2].cancel("enough")
                settle()
                trail.reads("a", "b", "c", "d")
            }
        }

        "a free token is taken without suspending, and the block gives its value" {
            inTask {
                val limiter = CapacityLimiter.create(1)
                suspends { limiter.withToken { "value" } shouldBe "value" } shouldBe false
                limiter.borrowed() shouldBe 0
            }
        }

        "a borrower that has a token, or waits for one, is refused another" {
            inTask {
                val limiter = CapacityLimiter.create(1)
                val trail = Trail()
                borrower(limiter, trail, "a")
                val waiting = borrower(limiter, trail, "b")
                settle()
                for (name in listOf("a", "b")) {
                    Sentences.tellsTheNextStep(
                        shouldThrow<IllegalStateException> { limiter.withToken(name) { } },
                        name
                    )
                }
                limiter.statistics().waiting() shouldBe 1
                waiting.cancel("not needed")
                waiting.end()
                borrower(limiter, trail, "b")
                settle()
                limiter.statistics().waiting() shouldBe 1
            }
        }

        "without a name every block is a borrower of its own, also in one task" {
            inTask {
                val limiter = CapacityLimiter.create(2)
                limiter.withToken {
                    limiter.withToken { limiter.borrowed() shouldBe 2 }
                }
                limiter.borrowed() shouldBe 0
            }
        }

        "more tokens go to those who wait, at once" {
            inTask {
                val limiter = CapacityLimiter.create(0)
                val trail = Trail()
                for (name in listOf("a", "b", "c")) borrower(limiter, trail, name)
                settle()
                trail.reads()
                limiter.setTotal(2)
                settle()
                trail.reads("a", "b")
                limiter.total() shouldBe 2
            }
        }

        "with fewer nobody loses his, and new ones are lent when enough have come back" {
            inTask {
                val limiter = CapacityLimiter.create(3)
                val trail = Trail()
                val tasks = listOf("a", "b", "c", "d").map { borrower(limiter, trail, it) }
                settle()
                limiter.setTotal(1)
                limiter.borrowed() shouldBe 3
                for (done in 0..1) {
                    tasks[done].cancel("enough")
                    settle()
                    trail.reads("a", "b", "c")
                }
                limiter.borrowed() shouldBe 1
                tasks[2].cancel("enough")
                settle()
                trail.reads("a", "b", "c", "d")
                shouldThrow<IllegalArgumentException> { limiter.setTotal(-1) }
            }
        }

        "cancelled after its token came, and before it goes on, it passes it on" {
            inTask {
                val limiter = CapacityLimiter.create(1)
                val trail = Trail()
                val held = limiter.tryAcquire("holder")!!
                val first = borrower(limiter, trail, "a")
                borrower(limiter, trail, "b")
                settle()
                held.close()
                first.cancel("too late")
                settle()
                trail.reads("b")
                borrower(limiter, trail, "a") // is known no more, so it may ask again
                settle()
                limiter.statistics() shouldBe WaitStatistics(1, 0, 1)
            }
        }
    })
