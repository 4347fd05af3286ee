package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield

class UncancelTest :
    StringSpec({
        "TASK-23 in Kotlin a job stays cancelled, so uncancel is refused with a hint" {
            inTask {
                val child = task(name = "worker") { awaitCancellation() }
                yield()
                child.cancel(false)
                val refusal = shouldThrow<UnsupportedOperationException> { child.uncancel() }
                Sentences.tellsTheNextStep(refusal, "worker", "Kotlin")
                child.cancelling() shouldBe 1
                child.end()
                child.isCancelled shouldBe true
            }
        }

        "TASK-23 in Kotlin uncancel is refused where nothing was cancelled, and nothing changes" {
            inTask {
                val child = task {
                    shouldThrow<UnsupportedOperationException> { Aiko.currentTask()!!.uncancel() }
                    yield()
                    1
                }
                child.await() shouldBe 1
            }
        }

        "TASK-24 in Kotlin the refused uncancel of a body that caught its end lowers nothing" {
            inTask {
                val child = task {
                    try {
                        awaitCancellation()
                    } catch (e: CancellationException) {
                        val me = Aiko.currentTask()!!
                        shouldThrow<UnsupportedOperationException> { me.uncancel() }
                        me.cancelling() shouldBe 1
                        throw e
                    }
                }
                yield()
                child.cancel(false)
                child.end()
                child.isCancelled shouldBe true
            }
        }

        "TASK-25 in Kotlin uncancel after the end is refused and changes no outcome" {
            inTask {
                val child = task { awaitCancellation() }
                yield()
                child.cancel("enough")
                child.end()
                shouldThrow<UnsupportedOperationException> { child.uncancel() }
                child.isCancelled shouldBe true
                child.cancelling() shouldBe 1

                val finished = task { 1 }
                finished.await()
                shouldThrow<UnsupportedOperationException> { finished.uncancel() }
                finished.result() shouldBe 1
            }
        }
    })
