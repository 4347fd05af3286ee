package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** The group is over, and the task around it is as it was. */
class UntouchedTaskTest :
    StringSpec({
        "TG-22, TG-23 the group's way to interrupt its body leaves nothing behind" {
            inTask {
                val me = Aiko.currentTask()!!
                repeat(3) {
                    failuresOf {
                        taskGroup {
                            task {
                                yield()
                                error("boom")
                            }
                            awaitCancellation()
                        }
                    }
                    me.cancelling() shouldBe 0
                    elapsed { delay(1.hours) } shouldBe 1.hours
                }
                task { "goes on" }.await() shouldBe "goes on"
            }
        }

        "TG-23 a group that fails while it waits at its end leaves nothing behind either" {
            inTask {
                failuresOf {
                    taskGroup {
                        task {
                            delay(1.minutes)
                            error("boom")
                        }
                    }
                }
                elapsed { yield() } shouldBe Duration.ZERO
                elapsed { delay(1.hours) } shouldBe 1.hours
            }
        }

        "TG-22 in Kotlin a cancel that came before stays counted, the group adds nothing" {
            inTask {
                val parent = task {
                    val me = Aiko.currentTask()!!
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) {
                            failuresOf {
                                taskGroup {
                                    task { error("boom") }
                                    awaitCancellation()
                                }
                            }
                            me.cancelling() shouldBe 1
                        }
                    }
                }
                yield()
                parent.cancel("enough")
                parent.end()
                parent.state() shouldBe TaskState.CANCELLED
            }
        }
    })
