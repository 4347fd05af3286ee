package dev.aiko.behaviour.suspending.debug

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield

/** Values and failures of the user's whose text cannot be had. */
class BrokenTextTest :
    StringSpec({
        "a task can be told, and awaited, whose value has no text" {
            inTask {
                val mute = Mute()
                val child = task { mute }
                child.await() shouldBeSameInstanceAs mute
                child.toString() shouldContain "finished"
            }
        }

        "a task can be told, and awaited, whose failure has no text" {
            inTask {
                val failure = MuteFailure()
                val child = task<Unit> {
                    yield()
                    throw failure
                }
                shouldThrow<MuteFailure> { child.await() } shouldBeSameInstanceAs failure
                child.toString() shouldContain "failed"
            }
        }

        "a child that fails without a text fails its task, and the loop goes on" {
            inTask {
                val failure = MuteFailure()
                val child = task { launch { throw failure } }
                child.end()
                child.exception() shouldBeSameInstanceAs failure
                task { "goes on" }.await() shouldContain "goes on"
            }
        }

        "a future that fails without a text fails the body that awaits it" {
            inTask {
                val failure = MuteFailure()
                val future = Aiko.runningLoop().createFuture<Unit>()
                val child = task { future.await() }
                yield()
                future.completeExceptionally(failure)
                child.end()
                child.exception() shouldBeSameInstanceAs failure
            }
        }
    })

private class Mute {
    override fun toString(): String = throw UnsupportedOperationException("no text")
}

private class MuteFailure : RuntimeException() {
    override val message: String get() = throw UnsupportedOperationException("no text")
}
