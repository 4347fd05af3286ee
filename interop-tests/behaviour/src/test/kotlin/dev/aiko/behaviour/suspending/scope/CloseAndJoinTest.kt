package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.cancel
import dev.aiko.coroutines.closeAndJoin
import dev.aiko.coroutines.next
import dev.aiko.coroutines.task
import dev.aiko.scope.AsyncCloseable
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** Closing as a wait. */
class CloseAndJoinTest :
    StringSpec({
        "a cursor is closed when its maker has cleaned up; a second time it is no wait" {
            inTask {
                val trail = Trail()
                val cursor = flow {
                    try {
                        emit(1)
                    } finally {
                        withContext(NonCancellable) { delay(1.minutes) }
                        trail.add("is clean")
                    }
                }.asAsyncSequence().open()
                cursor.next() shouldBe 1
                elapsed { cursor.closeAndJoin() } shouldBe 1.minutes
                trail.reads("is clean")
                elapsed { cursor.closeAndJoin() } shouldBe 0.minutes
                cursor.next() shouldBe null
            }
        }

        "a loop scope is closed when all in it has ended" {
            inTask {
                val trail = Trail()
                val scope = LoopScope.on(Aiko.runningLoop(), "scope")
                scope.launch { cleaningUpFor(1.minutes) { trail.add("is clean") } }
                yield()
                elapsed { scope.closeAndJoin() } shouldBe 1.minutes
                trail.reads("is clean")
            }
        }

        "a failure of the closing is thrown as it is" {
            inTask {
                val boom = IOException("boom")
                shouldThrow<IOException> { AsyncCloseable { task { throw boom } }.closeAndJoin() }
                    .shouldBeSameInstanceAs(boom)
            }
        }

        "nothing interrupts it: not a cancel while it waits, and not one before" {
            inTask {
                val trail = Trail()
                val door = AsyncCloseable {
                    task {
                        delay(1.hours)
                        trail.add("closed")
                    }
                }
                val closing = task { door.closeAndJoin() }
                delay(1.minutes)
                closing.cancel()
                elapsed { closing.end() } shouldBe 59.minutes
                val cleaning = task {
                    try {
                        awaitCancellation()
                    } finally {
                        door.closeAndJoin()
                        trail.add("goes on")
                    }
                }
                yield()
                cleaning.cancel()
                elapsed { cleaning.end() } shouldBe 1.hours
                cleaning.isCancelled shouldBe true
                trail.reads("closed", "closed", "goes on")
            }
        }
    })
